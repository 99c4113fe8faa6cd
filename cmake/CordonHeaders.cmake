# SPDX-License-Identifier: Apache-2.0
# Reading the same library headers again is half of the time a build takes. Three sets of them are compiled
# once and shared. Off in dev, so that a file that forgets an include of its own is noticed.

option(CORDON_SHARE_HEADERS "Precompile the libraries' headers" OFF)

set(core_headers <QByteArray> <QDateTime> <QJsonArray> <QJsonDocument> <QJsonObject> <QString> <QStringList>
    <algorithm> <chrono> <functional> <map> <memory> <optional> <set> <stop_token> <string> <variant> <vector>
    <tl/expected.hpp>)

# cordon_shared_headers(NAME LIBRARY HEADERS...)
function(cordon_shared_headers name library)
    set(nothing ${CMAKE_BINARY_DIR}/shared_headers/${name}.cpp)
    if(NOT EXISTS ${nothing})
        file(WRITE ${nothing} "")
    endif()
    add_library(cordon_headers_${name} OBJECT ${nothing})
    target_link_libraries(cordon_headers_${name} PRIVATE cordon_options ${library})
    target_precompile_headers(cordon_headers_${name} PRIVATE ${core_headers} ${ARGN})
endfunction()

# cordon_share_headers(TARGET NAME)
function(cordon_share_headers target name)
    if(CORDON_SHARE_HEADERS)
        if(NOT TARGET cordon_headers_core)
            cordon_shared_headers(core Qt6::Core)
            cordon_shared_headers(widgets Qt6::Widgets <QBoxLayout> <QLabel> <QLineEdit> <QPainter>
                <QPushButton> <QTimer> <QWidget>)
            cordon_shared_headers(commands "Qt6::Core;CLI11::CLI11" <CLI/CLI.hpp>)
        endif()
        target_precompile_headers(${target} REUSE_FROM cordon_headers_${name})
    endif()
endfunction()
