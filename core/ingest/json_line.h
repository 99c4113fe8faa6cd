// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/record_builder.h"

#include <memory>

namespace cordon {

/// One JSON object with "type" to one row. Keeps the parser's memory between lines.
/// Thread: one.
class JsonLineParser {
public:
    JsonLineParser();
    ~JsonLineParser();
    JsonLineParser(const JsonLineParser&) = delete;
    JsonLineParser& operator=(const JsonLineParser&) = delete;

    /// The row lives until the next line.
    [[nodiscard]] tl::expected<const ImportedRow*, FieldFault> parse(QByteArrayView line);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace cordon
