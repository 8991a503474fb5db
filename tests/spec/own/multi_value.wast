;; Parameters and several results of blocks, which the front turns into locals: values must
;; survive branches that are not taken, blocks that reuse those locals, and each other's order.
;; Expectations agree with wabt's spectest-interp.

(module
  (type $swap (func (param i32 i32) (result i32 i32)))
  (type $pair (func (result i32 i32)))
  (global $trace (mut i32) (i32.const 0))
  (table 2 funcref)
  (elem (i32.const 0) $divmod $swapped)

  ;; Appends a digit to the trace and passes it on.
  (func $t (param $d i32) (result i32)
    (global.set $trace (i32.add (i32.mul (global.get $trace) (i32.const 10)) (local.get $d)))
    (local.get $d))
  (func (export "trace") (result i32)
    global.get $trace
    (global.set $trace (i32.const 0)))

  (func $divmod (export "divmod") (param i32 i32) (result i32 i32)
    (i32.div_u (local.get 0) (local.get 1))
    (i32.rem_u (local.get 0) (local.get 1)))
  (func $swapped (param i32 i32) (result i32 i32)
    (local.get 1) (local.get 0))

  ;; A loop that carries two values around: fib(n).
  (func (export "fib") (param $n i32) (result i64)
    (local $a i64) (local $b i64)
    i64.const 0
    i64.const 1
    (loop $again (param i64 i64) (result i64 i64)
      local.set $b
      local.set $a
      local.get $b
      (i64.add (local.get $a) (local.get $b))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    drop)

  ;; A branch that is not taken leaves its values on the stack, and they are used.
  (func (export "not_taken") (param $c i32) (result i32)
    (block $out (result i32 i32)
      i32.const 7
      i32.const 5
      (br_if $out (local.get $c))
      i32.sub            ;; 2
      i32.const 40
      (br_if $out (i32.const 0))
      i32.add            ;; 42
      i32.const 1)
    i32.mul)

  ;; Values of a finished block wait on the stack while another block, of the same types and so
  ;; of the same locals, runs.
  (func (export "reuse") (param $x i32) (result i32)
    (block (result i32 i32) (i32.const 1000) (i32.const 200))
    (block (result i32 i32) (local.get $x) (i32.const 3))
    i32.mul              ;; x * 3
    i32.add              ;; + 200
    (block (param i32) (result i32) (i32.const 2) i32.mul)
    i32.add)             ;; + 1000

  ;; The same around a loop's parameter that changes while the first values wait.
  (func (export "waiting") (param $n i32) (result i32)
    (local $i i32)
    local.get $n
    (loop $again (param i32) (result i32)
      local.tee $i
      local.get $i
      (i32.sub (local.get $i) (i32.const 1))
      local.tee $i
      (br_if $again (i32.gt_s (local.get $i) (i32.const 0)))
      drop
      i32.add))

  ;; if with parameters, with and without else; the condition lies on top of them.
  (func (export "if_else") (param $c i32) (result i32)
    (call $t (i32.const 1))
    (call $t (i32.const 2))
    (call $t (local.get $c))
    (if (param i32 i32) (result i32) (then i32.sub) (else i32.add)))
  (func (export "if_only") (param $c i32) (result i32 i32)
    (i32.const 10) (i32.const 20) (local.get $c)
    (if (type $swap) (then (call $swapped)))
    )
  (func (export "if_one") (param $c i32) (result i32)
    (i32.const 10) (local.get $c)
    (if (param i32) (result i32) (then (i32.const 1) i32.add)))

  ;; One table for a loop's parameter, a block's result and the function's result.
  (func (export "scatter1") (param $n i32) (result i32)
    (local $v i32)
    i32.const 0
    (block $out (param i32) (result i32)
      (loop $again (param i32) (result i32)
        (i32.const 1) i32.add
        local.tee $v
        (br_table 2 $out 2 $again (i32.sub (local.get $n) (local.get $v)))))
    (i32.const 100) i32.mul
    br 0)

  ;; Two values for three kinds of targets; each arrives in its own order.
  (func (export "scatter2") (param $n i32) (result i32 i32)
    (local $a i32) (local $b i32)
    i32.const 1
    i32.const 2
    (block $outer (type $swap)
      (loop $again (param i32 i32) (result i32 i32)
        local.set $b
        local.set $a
        (i32.add (local.get $a) (local.get $b))
        (i32.mul (local.get $a) (local.get $b))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br_table $outer 2 $again (local.get $n))))
    (call $swapped))

  ;; Branches to the function's frame, with two values.
  (func (export "return_if") (param $c i32) (result i32 i32)
    (call $t (i32.const 1))
    (call $t (i32.const 2))
    (br_if 0 (call $t (local.get $c)))
    (block (br 1 (i32.const 8) (i32.const 9)) )
    unreachable)

  ;; Results of calls, straight into blocks; operands below stay.
  (func (export "calls") (param $i i32) (result i32)
    i32.const 100000
    (call_indirect (type $swap) (i32.const 17) (i32.const 5) (local.get $i))
    (block (param i32 i32) (result i32)
      (loop (param i32 i32) (result i32) (i32.const 1000) i32.mul i32.add))
    i32.add)

  ;; Code behind a branch is not reached, and its values do not count.
  (func (export "dead") (param $c i32) (result i32)
    i32.const 1
    (block (param i32) (result i32)
      (if (param i32) (result i32) (local.get $c)
        (then (i32.const 10) i32.add (br 1) i32.add i32.add (block (result i32 i32) unreachable) drop drop)
        (else (i32.const 20) i32.add (return) drop (i32.const 0)))
      (i32.const 5) i32.add)
    (i32.const 100) i32.add)

  ;; The order of effects: parameters, then condition, then arms, then what follows.
  (func (export "order") (result i32)
    (call $t (i32.const 1))
    (call $t (i32.const 2))
    (block (type $swap)
      (call $t (i32.const 3))
      (if (param i32 i32) (result i32 i32)
        (then (call $t (i32.const 4)) drop))
      (call $t (i32.const 5)) drop)
    (call $t (i32.const 6))
    drop
    i32.const 10
    i32.mul
    i32.add)

  ;; All types at once through a loop and a block.
  (func (export "types") (param $n i32) (result i32 i64 f32 f64 externref)
    (local $a i32) (local $b i64) (local $c f32) (local $d f64) (local $e externref)
    (i32.const 1) (i64.const 1) (f32.const 1) (f64.const 1) (ref.null extern)
    (loop $again (param i32 i64 f32 f64 externref) (result i32 i64 f32 f64 externref)
      local.set $e local.set $d local.set $c local.set $b local.set $a
      (i32.shl (local.get $a) (i32.const 1))
      (i64.shl (local.get $b) (i64.const 2))
      (f32.mul (local.get $c) (f32.const 0.5))
      (f64.add (local.get $d) (local.get $d))
      (local.get $e)
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
)

(assert_return (invoke "divmod" (i32.const 17) (i32.const 5)) (i32.const 3) (i32.const 2))
(assert_return (invoke "fib" (i32.const 1)) (i64.const 1))
(assert_return (invoke "fib" (i32.const 50)) (i64.const 12586269025))
(assert_return (invoke "not_taken" (i32.const 1)) (i32.const 35))
(assert_return (invoke "not_taken" (i32.const 0)) (i32.const 42))
(assert_return (invoke "reuse" (i32.const 7)) (i32.const 1442))
(assert_return (invoke "waiting" (i32.const 4)) (i32.const 2))
(assert_return (invoke "if_else" (i32.const 1)) (i32.const -1))
(assert_return (invoke "trace") (i32.const 121))
(assert_return (invoke "if_else" (i32.const 0)) (i32.const 3))
(assert_return (invoke "trace") (i32.const 120))
(assert_return (invoke "if_only" (i32.const 0)) (i32.const 10) (i32.const 20))
(assert_return (invoke "if_only" (i32.const 1)) (i32.const 20) (i32.const 10))
(assert_return (invoke "if_one" (i32.const 0)) (i32.const 10))
(assert_return (invoke "if_one" (i32.const 1)) (i32.const 11))
(assert_return (invoke "scatter1" (i32.const 1)) (i32.const 1))
(assert_return (invoke "scatter1" (i32.const 2)) (i32.const 100))
(assert_return (invoke "scatter1" (i32.const 3)) (i32.const 1))
(assert_return (invoke "scatter1" (i32.const 9)) (i32.const 7))
(assert_return (invoke "scatter1" (i32.const 20)) (i32.const 18))
(assert_return (invoke "scatter2" (i32.const 1)) (i32.const 2) (i32.const 3))
(assert_return (invoke "scatter2" (i32.const 2)) (i32.const 3) (i32.const 2))
(assert_return (invoke "scatter2" (i32.const 3)) (i32.const 5) (i32.const 6))
(assert_return (invoke "scatter2" (i32.const 4)) (i32.const 11) (i32.const 30))
(assert_return (invoke "return_if" (i32.const 0)) (i32.const 8) (i32.const 9))
(assert_return (invoke "trace") (i32.const 120))
(assert_return (invoke "return_if" (i32.const 3)) (i32.const 1) (i32.const 2))
(assert_return (invoke "trace") (i32.const 123))
(assert_return (invoke "calls" (i32.const 0)) (i32.const 102003))
(assert_return (invoke "calls" (i32.const 1)) (i32.const 117005))
(assert_return (invoke "dead" (i32.const 0)) (i32.const 21))
(assert_return (invoke "dead" (i32.const 1)) (i32.const 111))
(assert_return (invoke "order") (i32.const 21))
(assert_return (invoke "trace") (i32.const 123456))
(assert_return (invoke "types" (i32.const 1)) (i32.const 2) (i64.const 4) (f32.const 0.5) (f64.const 2) (ref.null extern))
(assert_return (invoke "types" (i32.const 5)) (i32.const 32) (i64.const 1024) (f32.const 0.03125) (f64.const 32) (ref.null extern))
