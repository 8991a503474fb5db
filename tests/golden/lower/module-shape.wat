;; options: --shape=module --symbol=example
;; show: 5,$
(module
  (import "env" "log" (func $log (param i32)))
  (import "env" "memory" (memory 1))
  (import "env" "base" (global $base i32))
  (import "env" "table" (table $t 1 funcref))
  (global $next i32 (global.get $base))
  (elem (table $t) (offset (global.get $base)) func $run)
  (data (global.get $base) "x")
  (func $run (export "run") (param $p i32)
    (call $log (i32.load (i32.add (local.get $p) (global.get $next))))))
