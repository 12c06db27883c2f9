CREATE SERVER u1 TYPE $a$abc$b$ x;
