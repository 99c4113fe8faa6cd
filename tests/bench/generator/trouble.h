// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace cordon::bench {

/// Why a measurement cannot go on: ends the program with a sentence.
class Trouble : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace cordon::bench
