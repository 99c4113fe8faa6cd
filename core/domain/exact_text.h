// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace cordon {

/// Valid UTF-8 as text, a leading U+FEFF included (QString::fromUtf8 drops it, and with it the
/// sign that a name is not what it looks like).
[[nodiscard]] QString exactText(QByteArrayView bytes);

} // namespace cordon
