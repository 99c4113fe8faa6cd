// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

namespace cordon {

struct InitOutcome {
    QString workspace; ///< absolute path
    int cacheSchema = 0;
    int journalSchema = 0;
};
/// Makes a workspace; fine where it is one already.
[[nodiscard]] Result<InitOutcome> initWorkspace(const QString& folder);

} // namespace cordon
