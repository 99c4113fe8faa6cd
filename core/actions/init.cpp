// SPDX-License-Identifier: Apache-2.0
#include "core/actions/init.h"

#include "core/store/workspace.h"

#include <QDir>

namespace cordon {

Result<InitOutcome> initWorkspace(const QString& folder)
{
    if (auto made = Workspace::create(folder); !made) {
        return tl::unexpected(made.error());
    }
    // Opening proves that what stands there can be used, also where it stood before.
    if (auto opened = Workspace::open(folder, Access::ReadOnly); !opened) {
        return tl::unexpected(opened.error());
    }
    return InitOutcome{QDir(folder).absolutePath(), Workspace::cacheSchema(), Workspace::journalSchema()};
}

} // namespace cordon
