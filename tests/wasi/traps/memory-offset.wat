;; The largest address and the largest offset: still inside the reservation.
;; expect: wbcc: trap: out of bounds memory access (address 0x1fffffff[0-9a-f], memory is 65536 bytes)
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (i64.store offset=0xffffffff (i32.sub (i32.load (i32.const 0)) (i32.const 1)) (i64.const 1))))
