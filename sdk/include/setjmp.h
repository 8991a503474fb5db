/* <setjmp.h> of a guest. */
#error "setjmp and longjmp need WebAssembly's exception handling, which wbcc does not carry; \
return error codes instead"
