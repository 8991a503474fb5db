;; show: /^WB_STUBS/
;; show: /^static fn_/,/^};/
;; show: /^.* function [0-9]/,/^}/
(module
  (type $binary (func (param i32 i32) (result i32)))
  (table 6 funcref)
  (elem (i32.const 2) $sum $sum $nothing)
  (func $sum (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $nothing)
  (func (export "indirect") (param $i i32) (result i32)
    (call_indirect (type $binary) (i32.const 1) (i32.const 2) (local.get $i)))
  (func $two (result i32 i32) (i32.const 1) (i32.const 2))
  (func (export "several_results") (result i32) (i32.sub (call $two)))
  (func (export "tail_call") (param $n i32) (param $acc i32) (result i32)
    (return_call $sum (local.get $n) (local.get $acc))))
