// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/measure/measured.h"

#include <QByteArray>

#include <span>

namespace cordon::bench {

/// A line for a person, without line end; with the header's it makes a table.
[[nodiscard]] QString tableHeader();
[[nodiscard]] QString tableLine(const Measured& result);

/// {"results":[...]} as cli.md says, one line.
[[nodiscard]] QByteArray resultsJson(std::span<const Measured> results);

} // namespace cordon::bench
