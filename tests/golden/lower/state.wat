;; show: 5,/^.* function/
;; show: /^static const char/,$
(module $counter
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (memory (export "memory") 1 2)
  (table 2 funcref)
  (global $__stack_pointer (mut i32) (i32.const 66560))
  (global $limit i64 (i64.const -1))
  (global $ratio (export "ratio") f32 (f32.const 0.1))
  (global $nan f32 (f32.const nan))
  (elem (i32.const 1) $yield)
  (data (i32.const 1024) "text\n\00\011\ff\"??=")
  (start $init)
  (func $init (drop (call $yield)) (global.set $__stack_pointer (i32.wrap_i64 (global.get $limit)))
    (drop (f32.reinterpret_i32 (i32.reinterpret_f32 (global.get $nan))))))
