// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/index/columns.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <stop_token>

namespace cordon {

// A picture of the columns in one file, so that a start does not read the whole cache. It can be lost
// at any time: the cache says everything it says. Every section carries a checksum (XXH3), every row
// number is checked against its table, so that a damaged or a foreign file is never used.

/// What a picture was made from: columns of another origin are not those asked for.
struct ColumnOrigin {
    QByteArray cache; ///< names the cache, whatever generation it is at
    std::uint64_t generation = 0;
};

/// Replaces the file as a whole, readable by its owner only. Io where it cannot be written: the file
/// before stays.
[[nodiscard]] Done writeColumns(const Columns& columns, const ColumnOrigin& origin, const QString& path);

/// What the picture there was made from, older or newer than what one looks for; nothing where there is
/// none of this version.
[[nodiscard]] std::optional<ColumnOrigin> pictureOrigin(const QString& path);

/// Null where there is no such file, or one of another origin or version; Integrity where it is
/// damaged; Cancelled where `stop` asked.
[[nodiscard]] Result<std::shared_ptr<const Columns>> readColumns(const QString& path, const ColumnOrigin& origin,
                                                                 std::stop_token stop = {});

/// Every row number lies in its table and every list of offsets rises to its end.
[[nodiscard]] bool areSound(const Columns& columns);

} // namespace cordon
