;; show: /^.* function [0-9]/,/^}/
(module
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 66560))
  (func $__wasm_call_ctors)
  (func $memcpy (param i32 i32 i32) (result i32) (unreachable))
  (func $strlen (param i32) (result i32) (unreachable))
  (func $strcmp (param i32) (result i32) (i32.const 1)) ;; not its type: left alone
  (func (export "copy") (param $to i32) (param $from i32) (result i32)
    (call $memcpy (local.get $to) (local.get $from)
      (i32.add (call $strlen (local.get $from)) (call $strcmp (local.get $from))))))
