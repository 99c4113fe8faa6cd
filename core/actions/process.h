// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace cordon {

// What the window and the command line have in common before they open a workspace.

/// Before the first thread and the first file: owner-only files, no core dumps that hold a session, no
/// new rights, standard files that are open, and no death by a signal for what is an error to tell
/// (security.md, section 5).
void hardenProcess();

/// $CORDON_WORKSPACE, else "cordon" in the desktop's data folder (cli.md).
[[nodiscard]] QString defaultWorkspace();

/// The built-in campaign, installed beside the program; empty where it is not. Needs an application.
[[nodiscard]] QString demoFolder();

} // namespace cordon
