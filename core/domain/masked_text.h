// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace cordon {

/// A free text with every mail address in it as maskedAddress() shows it.
[[nodiscard]] QString withMaskedAddresses(const QString& text);

} // namespace cordon
