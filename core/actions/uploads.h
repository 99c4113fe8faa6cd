// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"

#include <QStringView>

#include <span>

namespace cordon {

/// Whole upload records, which the picture does not hold, for rows that a person looks at. An upload
/// that the cache has lost since the picture was made has no version. Thread: any.
[[nodiscard]] Result<std::vector<Upload>> uploadRecords(Session& session, const Index& index, std::span<const Row> rows,
                                                        std::stop_token stop = {});

/// "project/version/filename": what names an upload in a list.
[[nodiscard]] QString uploadKey(const Upload& upload);
/// The upload of that key; nothing where there is none.
[[nodiscard]] Result<std::optional<Row>> findUpload(Session& session, const Index& index, QStringView key);

} // namespace cordon
