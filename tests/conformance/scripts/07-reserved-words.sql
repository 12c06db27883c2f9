-- Reserved words name nothing but an option.
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER all FOREIGN DATA WRAPPER w;
CREATE SERVER analyse FOREIGN DATA WRAPPER w;
CREATE SERVER analyze FOREIGN DATA WRAPPER w;
CREATE SERVER and FOREIGN DATA WRAPPER w;
CREATE SERVER any FOREIGN DATA WRAPPER w;
CREATE SERVER array FOREIGN DATA WRAPPER w;
CREATE SERVER as FOREIGN DATA WRAPPER w;
CREATE SERVER asc FOREIGN DATA WRAPPER w;
CREATE SERVER asymmetric FOREIGN DATA WRAPPER w;
CREATE SERVER both FOREIGN DATA WRAPPER w;
CREATE SERVER case FOREIGN DATA WRAPPER w;
CREATE SERVER cast FOREIGN DATA WRAPPER w;
CREATE SERVER check FOREIGN DATA WRAPPER w;
CREATE SERVER collate FOREIGN DATA WRAPPER w;
CREATE SERVER column FOREIGN DATA WRAPPER w;
CREATE SERVER constraint FOREIGN DATA WRAPPER w;
CREATE SERVER create FOREIGN DATA WRAPPER w;
CREATE SERVER current_catalog FOREIGN DATA WRAPPER w;
CREATE SERVER current_date FOREIGN DATA WRAPPER w;
CREATE SERVER current_role FOREIGN DATA WRAPPER w;
CREATE SERVER current_time FOREIGN DATA WRAPPER w;
CREATE SERVER current_timestamp FOREIGN DATA WRAPPER w;
CREATE SERVER current_user FOREIGN DATA WRAPPER w;
CREATE SERVER default FOREIGN DATA WRAPPER w;
CREATE SERVER deferrable FOREIGN DATA WRAPPER w;
CREATE SERVER desc FOREIGN DATA WRAPPER w;
CREATE SERVER distinct FOREIGN DATA WRAPPER w;
CREATE SERVER do FOREIGN DATA WRAPPER w;
CREATE SERVER else FOREIGN DATA WRAPPER w;
CREATE SERVER end FOREIGN DATA WRAPPER w;
CREATE SERVER except FOREIGN DATA WRAPPER w;
CREATE SERVER false FOREIGN DATA WRAPPER w;
CREATE SERVER fetch FOREIGN DATA WRAPPER w;
CREATE SERVER for FOREIGN DATA WRAPPER w;
CREATE SERVER foreign FOREIGN DATA WRAPPER w;
CREATE SERVER from FOREIGN DATA WRAPPER w;
CREATE SERVER grant FOREIGN DATA WRAPPER w;
CREATE SERVER group FOREIGN DATA WRAPPER w;
CREATE SERVER having FOREIGN DATA WRAPPER w;
CREATE SERVER in FOREIGN DATA WRAPPER w;
CREATE SERVER initially FOREIGN DATA WRAPPER w;
CREATE SERVER intersect FOREIGN DATA WRAPPER w;
CREATE SERVER into FOREIGN DATA WRAPPER w;
CREATE SERVER lateral FOREIGN DATA WRAPPER w;
CREATE SERVER leading FOREIGN DATA WRAPPER w;
CREATE SERVER limit FOREIGN DATA WRAPPER w;
CREATE SERVER localtime FOREIGN DATA WRAPPER w;
CREATE SERVER localtimestamp FOREIGN DATA WRAPPER w;
CREATE SERVER not FOREIGN DATA WRAPPER w;
CREATE SERVER null FOREIGN DATA WRAPPER w;
CREATE SERVER offset FOREIGN DATA WRAPPER w;
CREATE SERVER on FOREIGN DATA WRAPPER w;
CREATE SERVER only FOREIGN DATA WRAPPER w;
CREATE SERVER or FOREIGN DATA WRAPPER w;
CREATE SERVER order FOREIGN DATA WRAPPER w;
CREATE SERVER placing FOREIGN DATA WRAPPER w;
CREATE SERVER primary FOREIGN DATA WRAPPER w;
CREATE SERVER references FOREIGN DATA WRAPPER w;
CREATE SERVER returning FOREIGN DATA WRAPPER w;
CREATE SERVER select FOREIGN DATA WRAPPER w;
CREATE SERVER session_user FOREIGN DATA WRAPPER w;
CREATE SERVER some FOREIGN DATA WRAPPER w;
CREATE SERVER symmetric FOREIGN DATA WRAPPER w;
CREATE SERVER table FOREIGN DATA WRAPPER w;
CREATE SERVER then FOREIGN DATA WRAPPER w;
CREATE SERVER to FOREIGN DATA WRAPPER w;
CREATE SERVER trailing FOREIGN DATA WRAPPER w;
CREATE SERVER true FOREIGN DATA WRAPPER w;
CREATE SERVER union FOREIGN DATA WRAPPER w;
CREATE SERVER unique FOREIGN DATA WRAPPER w;
CREATE SERVER user FOREIGN DATA WRAPPER w;
CREATE SERVER using FOREIGN DATA WRAPPER w;
CREATE SERVER variadic FOREIGN DATA WRAPPER w;
CREATE SERVER when FOREIGN DATA WRAPPER w;
CREATE SERVER where FOREIGN DATA WRAPPER w;
CREATE SERVER window FOREIGN DATA WRAPPER w;
CREATE SERVER with FOREIGN DATA WRAPPER w;
-- As labels of options all words will do.
CREATE SERVER t FOREIGN DATA WRAPPER w OPTIONS (
  authorization '0', binary '1', collation '2', concurrently '3', cross '4', current_schema '5', freeze '6', full '7',
  ilike '8', inner '9', is '10', isnull '11', join '12', left '13', like '14', natural '15',
  notnull '16', outer '17', overlaps '18', right '19', similar '20', tablesample '21', verbose '22');
CREATE SERVER r FOREIGN DATA WRAPPER w OPTIONS (
  all '0', analyse '1', analyze '2', and '3', any '4', array '5', as '6', asc '7',
  asymmetric '8', both '9', case '10', cast '11', check '12', collate '13', column '14', constraint '15',
  create '16', current_catalog '17', current_date '18', current_role '19', current_time '20', current_timestamp '21', current_user '22', default '23',
  deferrable '24', desc '25', distinct '26', do '27', else '28', end '29', except '30', false '31',
  fetch '32', for '33', foreign '34', from '35', grant '36', group '37', having '38', in '39',
  initially '40', intersect '41', into '42', lateral '43', leading '44', limit '45', localtime '46', localtimestamp '47',
  not '48', null '49', offset '50', on '51', only '52', or '53', order '54', placing '55',
  primary '56', references '57', returning '58', select '59', session_user '60', some '61', symmetric '62', table '63',
  then '64', to '65', trailing '66', true '67', union '68', unique '69', user '70', using '71',
  variadic '72', when '73', where '74', window '75', with '76');
CREATE SERVER c FOREIGN DATA WRAPPER w OPTIONS (
  between '0', bigint '1', bit '2', boolean '3', char '4', character '5', coalesce '6', dec '7',
  decimal '8', exists '9', extract '10', float '11', greatest '12', grouping '13', inout '14', int '15',
  integer '16', interval '17', least '18', national '19', nchar '20', none '21', normalize '22', nullif '23',
  numeric '24', out '25', overlay '26', position '27', precision '28', real '29', row '30', setof '31',
  smallint '32', substring '33', time '34', timestamp '35', treat '36', trim '37', values '38', varchar '39',
  xmlattributes '40', xmlconcat '41', xmlelement '42', xmlexists '43', xmlforest '44', xmlnamespaces '45', xmlparse '46', xmlpi '47',
  xmlroot '48', xmlserialize '49', xmltable '50');
\des+
-- Quoted they are names like any other.
CREATE SERVER "select" FOREIGN DATA WRAPPER w;
CREATE SERVER "user" FOREIGN DATA WRAPPER w;
CREATE SERVER "left" FOREIGN DATA WRAPPER w;
CREATE SERVER "foreign" FOREIGN DATA WRAPPER w;
CREATE SERVER "current_user" FOREIGN DATA WRAPPER w;
CREATE SERVER "none" FOREIGN DATA WRAPPER w;
CREATE SERVER "null" FOREIGN DATA WRAPPER w;
