// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/words.h"

#include <array>

namespace cordon::bench {

namespace {

constexpr std::array<std::string_view, 128> kWords{
    "amber",  "anvil",   "apple",   "arrow",   "aspen",  "atlas",  "axiom",   "azure",  "bacon",  "badge",  "basil",
    "baton",  "beacon",  "berry",   "birch",   "blaze",  "bloom",  "bolt",    "brass",  "breeze", "brick",  "brook",
    "cabin",  "cable",   "cactus",  "camel",   "candle", "canyon", "carbon",  "cedar",  "chalk",  "cherry", "cider",
    "cinder", "clay",    "cliff",   "clover",  "cobalt", "comet",  "copper",  "coral",  "cotton", "crane",  "crater",
    "crayon", "crest",   "crow",    "crystal", "dagger", "daisy",  "delta",   "denim",  "desert", "dial",   "diesel",
    "dune",   "eagle",   "ember",   "engine",  "fable",  "falcon", "feather", "fern",   "fiber",  "finch",  "fjord",
    "flask",  "flint",   "forest",  "fossil",  "frost",  "galaxy", "garden",  "garnet", "gecko",  "ginger", "glacier",
    "glider", "granite", "gravel",  "grove",   "hammer", "harbor", "hazel",   "helix",  "heron",  "hollow", "honey",
    "hornet", "indigo",  "iron",    "island",  "ivory",  "jade",   "jasper",  "jetty",  "jungle", "kernel", "kettle",
    "lagoon", "lantern", "lattice", "laurel",  "lemon",  "lever",  "lichen",  "lilac",  "linen",  "lizard", "lotus",
    "lunar",  "magnet",  "maple",   "marble",  "marlin", "meadow", "mercury", "meteor", "mirror", "mocha",  "nebula",
    "torch",  "kit",     "oasis",   "onyx",    "orbit",  "otter",  "oyster",
};

constexpr std::array<std::string_view, 16> kHostile{
    "quotes \"inside\" and, commas",
    "two\nlines",
    "line end\r\nand more",
    "\u202Egnp.exe",
    "\u200Bzero\u200Dwidth",
    "=cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)>",
    "\033[31mred\033[0m",
    "[click](https://example.org)",
    "\u2066left\u2069 \u2067right\u2069",
    "tab\tand bell\a",
    "{\"type\":\"account\"}",
    "\uFEFFmark first",
    "\u00E9\u0301\u0327 stacked",
    "-1+1",
    "a\\b\\",
};

} // namespace

std::string_view wordAt(std::uint64_t number)
{
    return kWords[number % kWords.size()];
}

std::string_view hostileText(std::uint64_t number)
{
    return kHostile[number % kHostile.size()];
}

} // namespace cordon::bench
