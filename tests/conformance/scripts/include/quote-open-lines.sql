CREATE SERVER u1 TYPE
  'abc
  def
