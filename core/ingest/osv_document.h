// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/readers.h"

#include <vector>

namespace cordon {

/// Larger documents are refused.
constexpr qint64 kLongestOsv = 16 * 1024 * 1024;

enum class OsvLook {
    Report, ///< a JSON object with the members that every OSV document has
    Other,  ///< JSON, but something else
    Broken, ///< no JSON
};

/// What one OSV document says about PyPI projects.
struct OsvDocument {
    OsvLook look = OsvLook::Other;
    std::vector<Report> reports;        ///< one for each affected PyPI project; none where it is withdrawn
    std::vector<RejectedLine> rejected; ///< what could not be used, and why
};

/// Pure: bytes to values.
[[nodiscard]] OsvDocument parseOsv(const QByteArray& bytes, const QString& fileName);

} // namespace cordon
