// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/subject.h"

#include <vector>

namespace cordon {

/// A subject that a person decided to leave alone, and why.
struct LeftAloneReason {
    Subject subject;
    QString why;
};

/// Reads a CSV with the columns subject ("account:NAME") and why. BadInput names the line that
/// cannot be used.
[[nodiscard]] Result<std::vector<LeftAloneReason>> readLeftAlone(const QString& path);

} // namespace cordon
