# The parser that ANTLR generates, as objects that only onus_grammar links.
#
# Debian 12 has generator 4.7.2 and C++ runtime 4.9, which understand each other; other pairs mostly
# do not (the serialised automaton changed in 4.10), so both versions are pinned.

find_program(ANTLR4_EXECUTABLE NAMES antlr4 REQUIRED)
find_path(ANTLR4_INCLUDE_DIR NAMES antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED
  NO_CMAKE_FIND_ROOT_PATH)
find_library(ANTLR4_LIBRARY NAMES antlr4-runtime REQUIRED)

if(NOT DEFINED ONUS_ANTLR_GENERATOR_VERSION)
  execute_process(COMMAND "${ANTLR4_EXECUTABLE}" OUTPUT_VARIABLE antlr_banner ERROR_QUIET)
  string(REGEX MATCH "Version ([0-9.]+)" ignored "${antlr_banner}")
  set(ONUS_ANTLR_GENERATOR_VERSION "${CMAKE_MATCH_1}" CACHE INTERNAL "Version of antlr4")
endif()
file(STRINGS "${ANTLR4_INCLUDE_DIR}/RuntimeMetaData.h" antlr_version_line REGEX "VERSION" LIMIT_COUNT 1)
get_filename_component(antlr_library "${ANTLR4_LIBRARY}" REALPATH)
if(NOT ONUS_ANTLR_GENERATOR_VERSION VERSION_EQUAL 4.7.2)
  message(FATAL_ERROR
    "antlr4 4.7.2 is needed, but ${ANTLR4_EXECUTABLE} is '${ONUS_ANTLR_GENERATOR_VERSION}'")
endif()
if(NOT antlr_library MATCHES "4\\.9(\\.[0-9]+)?$")
  message(FATAL_ERROR "The ANTLR C++ runtime 4.9 is needed, but found ${antlr_library}")
endif()

# onus_antlr_objects(<target> OUTPUT_DIR <dir> GRAMMARS <lexer.g4> <parser.g4>)
#
# Generated code gets neither our warnings nor clang-tidy. Its token vocabulary starts with
# OUTPUT_DIR/Keywords.tokens.
function(onus_antlr_objects target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT_DIR" "GRAMMARS")
  set(generated "")
  set(vocabulary "${arg_OUTPUT_DIR}/Keywords.tokens")
  foreach(grammar IN LISTS arg_GRAMMARS)
    cmake_path(GET grammar STEM stem)
    set(outputs "${arg_OUTPUT_DIR}/${stem}.cpp" "${arg_OUTPUT_DIR}/${stem}.h")
    add_custom_command(
      OUTPUT ${outputs} "${arg_OUTPUT_DIR}/${stem}.tokens"
      COMMAND "${ANTLR4_EXECUTABLE}" -Dlanguage=Cpp -Werror -no-listener -no-visitor
              -package onus::grammar::generated
              -lib "${arg_OUTPUT_DIR}" -o "${arg_OUTPUT_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}/${grammar}"
      DEPENDS "${grammar}" "${vocabulary}"
      COMMENT "Generating ${stem} from ${grammar}"
      VERBATIM)
    list(APPEND generated ${outputs})
    set(vocabulary "${arg_OUTPUT_DIR}/${stem}.tokens")
  endforeach()

  add_library(${target} OBJECT ${generated})
  # The compat directory comes first: it replaces the umbrella header antlr4-runtime.h.
  target_include_directories(${target} SYSTEM PUBLIC
    "${CMAKE_CURRENT_SOURCE_DIR}/antlr_compat" "${ANTLR4_INCLUDE_DIR}" "${arg_OUTPUT_DIR}")
  # -fno-char8_t: the generator writes u8"" literals into tables of std::string.
  target_compile_options(${target} PRIVATE -w -fno-char8_t)
  set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "")
endfunction()
