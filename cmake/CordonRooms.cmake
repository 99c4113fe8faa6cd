# SPDX-License-Identifier: Apache-2.0
# A room of the house is a folder and a static library. What it links is what it may include.
# Links carry on (who uses query reaches index, and store below it), so a wrong call need not fail
# to link: tests/include_check.py refuses the header, and a link that is no arrow.

include(CordonHeaders)

# cordon_room(NAME [MOC] [USES rooms...] [LINKS libraries...])
# Every .cpp and .h below the calling folder belongs to the room.
function(cordon_room name)
    cmake_parse_arguments(room "MOC" "" "USES;LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    add_library(cordon_${name} STATIC ${sources})
    set_target_properties(cordon_${name} PROPERTIES LINKER_LANGUAGE CXX AUTOMOC ${room_MOC})
    target_include_directories(cordon_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    list(TRANSFORM room_USES PREPEND cordon_)
    target_link_libraries(cordon_${name} PUBLIC ${room_USES} ${room_LINKS} PRIVATE cordon_options)
    if(name STREQUAL "ui")
        cordon_share_headers(cordon_${name} widgets)
    else()
        cordon_share_headers(cordon_${name} core)
    endif()
endfunction()

# cordon_program(NAME SOURCES... USES rooms... LINKS libraries... [HEADERS shared set]): wiring around a main().
function(cordon_program name)
    cmake_parse_arguments(program "" "HEADERS" "SOURCES;USES;LINKS" ${ARGN})
    if(NOT program_HEADERS)
        set(program_HEADERS core)
    endif()
    add_executable(${name} ${program_SOURCES})
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
    list(TRANSFORM program_USES PREPEND cordon_)
    target_link_libraries(${name} PRIVATE cordon_options ${program_USES} ${program_LINKS})
    cordon_share_headers(${name} ${program_HEADERS})
endfunction()

# cordon_tests(KIND USES rooms... [LINKS ...] [LABELS ...] [TIMEOUT s] [NEEDS targets...])
# Each tst_*.cpp of the calling folder becomes a program and a ctest of the name KIND.NAME.
function(cordon_tests kind)
    cmake_parse_arguments(t "" "TIMEOUT" "USES;LINKS;LABELS;NEEDS" ${ARGN})
    if(NOT t_TIMEOUT)
        set(t_TIMEOUT 120)
    endif()
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp)
    list(TRANSFORM t_USES PREPEND cordon_)
    foreach(source ${sources})
        get_filename_component(base ${source} NAME_WE)
        string(REPLACE "tst_" "" short ${base})
        set(target test_${kind}_${short})
        string(REPLACE "." "_" target ${target})
        add_executable(${target} ${source})
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
        target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR})
        target_link_libraries(${target} PRIVATE cordon_options cordon_test_support ${t_USES} ${t_LINKS} Qt6::Test)
        if("cordon_ui" IN_LIST t_USES)
            cordon_share_headers(${target} widgets)
        else()
            cordon_share_headers(${target} core)
        endif()
        if(t_NEEDS)
            add_dependencies(${target} ${t_NEEDS})
        endif()
        add_test(NAME ${kind}.${short} COMMAND ${target})
        # Qt Test's own limit of five minutes a function is out of the way: TIMEOUT is the limit.
        set_tests_properties(${kind}.${short} PROPERTIES
            TIMEOUT ${t_TIMEOUT} LABELS "${kind};${t_LABELS}"
            SKIP_REGULAR_EXPRESSION "^SKIPPED: "
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QTEST_FUNCTION_TIMEOUT=1800000;TZ=UTC;LC_ALL=C.UTF-8;CORDON_BIN_DIR=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};CORDON_SHARED_DATA=${CMAKE_SOURCE_DIR}/../shared/data;CORDON_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
    endforeach()
endfunction()
