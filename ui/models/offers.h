// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/filter.h"

#include <QString>

#include <vector>

namespace cordon {
class Session;
}

namespace cordon::ui {

/// What could stand at the cursor of a filter text. Value.
struct Offers {
    struct Word {
        QString shown;    ///< visible, for a cell
        QString inserted; ///< as the language takes it, in quotes where it needs them
        std::int64_t count = -1;
    };
    QString text; ///< asked about
    int from = 0; ///< what a word replaces
    int length = 0;
    std::vector<Word> words; ///< best first; none where what stands there is one of them already
};

/// At most `most` words. `session`, for the names of selections, may be null. Blocks; any thread.
[[nodiscard]] Offers offersAt(const QString& text, int cursor, const Index& index, Session* session, std::size_t most);

} // namespace cordon::ui
