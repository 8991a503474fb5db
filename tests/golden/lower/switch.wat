(module
  (func (export "cases") (param $x i32) (result i32) (local $r i32)
    (block $end (block $two (block $one (block $zero
      (br_table $zero $one $two $one $end (local.get $x)))
      (local.set $r (i32.const 10)) (br $end))
      (local.set $r (i32.add (local.get $x) (i32.const 11))))
      (local.set $r (i32.mul (local.get $r) (i32.const 3))))
    (local.get $r))
  (func (export "values") (param $x i32) (result i32)
    (block $a (result i32)
      (block $b (result i32)
        (br_table $a $b $a (i32.const 5) (local.get $x)))
      (i32.const 1) (i32.add) (return))))
