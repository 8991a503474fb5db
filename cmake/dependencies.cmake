# What wbcc is built from, each from a Debian package; a missing one is named with its package.
find_package(PkgConfig REQUIRED)

function(wbcc_need name package header)
  find_path(${name}_HEADER ${header})
  if(NOT ${name}_HEADER)
    message(FATAL_ERROR "${header} not found: apt-get install ${package}")
  endif()
endfunction()

wbcc_need(ELF libelf-dev libelf.h)
wbcc_need(BPF libbpf-dev bpf/libbpf.h)
wbcc_need(ZLIB zlib1g-dev zlib.h)
wbcc_need(BINARYEN binaryen binaryen-c.h)
wbcc_need(JANSSON libjansson-dev jansson.h)
wbcc_need(YAML libyaml-dev yaml.h)

find_library(BINARYEN_LIBRARY binaryen REQUIRED)

# libclang reads the guest's sources for the layout check; the newest one installed is taken.
find_path(LIBCLANG_INCLUDE clang-c/Index.h
  PATHS /usr/lib/llvm-22 /usr/lib/llvm-19 /usr/lib/llvm-16 /usr/lib/llvm-14 PATH_SUFFIXES include)
find_library(LIBCLANG_LIBRARY NAMES clang libclang-22.so.1 libclang-19.so.1 libclang-16.so.1 libclang-14.so.1
  PATHS ${LIBCLANG_INCLUDE}/../lib NO_DEFAULT_PATH)
if(NOT LIBCLANG_INCLUDE OR NOT LIBCLANG_LIBRARY)
  message(FATAL_ERROR "clang-c/Index.h or libclang.so not found: apt-get install libclang-dev")
endif()
