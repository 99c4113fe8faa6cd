# SPDX-License-Identifier: Apache-2.0
# What every target is compiled with. Presets choose among these; nothing else sets flags.

set(CORDON_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
option(CORDON_COVERAGE "Count the lines that the tests reach" OFF)
option(CORDON_WERROR "Warnings are errors" ON)
option(CORDON_HARDEN "The hardening flags of a release" OFF)

add_library(cordon_options INTERFACE)
target_compile_options(cordon_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
    -Wold-style-cast -Woverloaded-virtual -Wformat=2
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
    $<$<BOOL:${CORDON_WERROR}>:-Werror>
    -fno-omit-frame-pointer
    -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
target_compile_definitions(cordon_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH
    QT_NO_KEYWORDS QT_NO_JAVA_STYLE_ITERATORS QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    CORDON_VERSION="${PROJECT_VERSION}")

if(CORDON_SANITIZE)
    target_compile_options(cordon_options INTERFACE -fsanitize=${CORDON_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(cordon_options INTERFACE -fsanitize=${CORDON_SANITIZE})
endif()
if(CORDON_COVERAGE)
    target_compile_options(cordon_options INTERFACE --coverage -fprofile-update=atomic)
    target_link_options(cordon_options INTERFACE --coverage)
endif()
if(CORDON_HARDEN)
    target_compile_options(cordon_options INTERFACE
        -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong
        -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero)
    target_link_options(cordon_options INTERFACE
        -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed)
endif()

find_program(CORDON_CCACHE ccache)
if(CORDON_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CORDON_CCACHE})
endif()
