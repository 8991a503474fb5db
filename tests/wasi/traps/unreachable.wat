;; expect: wbcc: trap: unreachable
;; expect:   #0 deep_inside
;; expect:   #1 _start
(module
  (memory (export "memory") 1)
  (global $g (mut i32) (i32.const 1))
  (func $deep_inside (if (global.get $g) (then unreachable)) (global.set $g (i32.const 2)))
  (func (export "_start") (global.set $g (i32.const 1)) (call $deep_inside) (call $deep_inside)))
