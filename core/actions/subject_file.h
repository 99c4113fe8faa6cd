// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

namespace cordon {

/// A file with one subject a line ("account:NAME"), blank lines aside; all must be in the cache.
/// BadInput names file and line of what is not.
[[nodiscard]] Result<std::vector<Subject>> readSubjectFile(const Index& index, const QString& path);

} // namespace cordon
