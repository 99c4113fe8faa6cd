// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"
#include "core/plan/compile.h"

namespace cordon {

/// What compile() needs to know of the subjects: themselves and everyone with a role on a selected
/// project. Subjects that the index does not hold are left out; compile() lists them.
[[nodiscard]] Snapshot snapshotOf(const Index& index, const std::vector<Subject>& subjects);

} // namespace cordon
