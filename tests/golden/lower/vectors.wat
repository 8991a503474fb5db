(module
  (memory 1)
  (func (export "sum") (param $p i32) (result i32) (local $v v128)
    (local.set $v (i32x4.add (v128.load (local.get $p)) (v128.const i32x4 1 2 3 4)))
    (i32x4.extract_lane 2 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
      (local.get $v) (i32x4.shl (local.get $v) (i32.const 3)))))
  (func (export "lanes") (param $p i32) (param $v v128)
    (v128.store8_lane offset=4 5 (local.get $p)
      (v128.load16_lane offset=2 1 (local.get $p) (v128.bitselect (local.get $v)
        (v128.load8x8_s (local.get $p)) (f32x4.splat (f32.const 2)))))))
