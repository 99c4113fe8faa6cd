// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace cordon {

/// The style sheet of the HTML report: light and dark, screen and paper. Free of "<", ">" and "&".
[[nodiscard]] QString reportStyle();
/// Its source expression for a content security policy: "sha256-...".
[[nodiscard]] QString reportStyleHash();

} // namespace cordon
