(module
  (memory 1)
  (func (export "do_while") (param $n i32)
    (loop $l
      (i32.store8 (local.get $n) (i32.const 0))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
  (func (export "while") (param $n i32) (result i32) (local $sum i32)
    (block $out (loop $l
      (br_if $out (i32.eqz (local.get $n)))
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $n))))
      (local.set $n (i32.sub (local.get $n) (i32.const 4)))
      (br $l)))
    (local.get $sum))
  (func (export "continue") (param $n i32)
    (loop $l
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $l (i32.and (local.get $n) (i32.const 1)))
      (i32.store (local.get $n) (i32.const 0))
      (br_if $l (i32.load (local.get $n)))
      (i32.store (local.get $n) (i32.const 9))))
  (func (export "forever") (loop $l (br $l)))
  (func (export "nested") (param $n i32)
    (block $out (loop $i (loop $j
      (br_if $out (i32.eqz (local.tee $n (i32.load (local.get $n)))))
      (br_if $i (i32.load8_u (local.get $n)))
      (br $j))))))
