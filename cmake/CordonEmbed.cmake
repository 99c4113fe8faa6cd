# SPDX-License-Identifier: Apache-2.0
# cordon_embed(TARGET NAME FILE): the bytes of FILE as `QByteArrayView cordon::embedded::NAME()`,
# declared by including "NAME.embedded.h". Configured, not compiled by rcc: no plug-in order, no
# registration to forget in a static library, and the result does not depend on file times.
function(cordon_embed target name file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} content)
    string(FIND "${content}" ")cordon\"" clash)
    if(NOT clash EQUAL -1)
        message(FATAL_ERROR "${file} holds the end mark of a raw string")
    endif()
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    file(CONFIGURE OUTPUT ${folder}/${name}.embedded.h @ONLY CONTENT
"#pragma once
#include <QByteArrayView>
namespace cordon::embedded {
[[nodiscard]] QByteArrayView ${name}();
}
")
    # String literals are limited in length; pieces of 8 KiB are joined by the compiler.
    string(LENGTH "${content}" length)
    set(pieces "")
    set(at 0)
    while(at LESS length)
        string(SUBSTRING "${content}" ${at} 8192 piece)
        string(APPEND pieces "R\"cordon(${piece})cordon\"\n")
        math(EXPR at "${at} + 8192")
    endwhile()
    file(WRITE ${folder}/${name}.embedded.cpp.new
"#include \"${name}.embedded.h\"
namespace cordon::embedded {
QByteArrayView ${name}()
{
    static constexpr char bytes[] = ${pieces};
    return QByteArrayView(bytes, static_cast<qsizetype>(sizeof(bytes) - 1));
}
}
")
    file(COPY_FILE ${folder}/${name}.embedded.cpp.new ${folder}/${name}.embedded.cpp ONLY_IF_DIFFERENT)
    target_sources(${target} PRIVATE ${folder}/${name}.embedded.cpp)
    target_include_directories(${target} PRIVATE ${folder})
endfunction()
