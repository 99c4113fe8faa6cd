// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/byte_rules.h"
#include "core/ingest/columns.h"
#include "core/ingest/record_builder.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace cordon {

/// Room for the values of one record that do not stand in the file as they are meant.
struct FieldStorage {
    std::string projectKey, userKey, sha256;
    DomainRules domains;
};

/// Turns the raw values of one record into typed ones. The first fault is kept; what is returned
/// after it means nothing. Texts live as long as the record's bytes and the storage. Thread: one.
class FieldParser {
public:
    struct Name {
        Utf8 name, key;
    };

    FieldParser(FieldStorage& storage, std::span<const Column> columns, std::span<const RawField> fields)
        : m_storage(storage), m_columns(columns), m_fields(fields)
    {
    }

    [[nodiscard]] std::optional<FieldFault>& fault() { return m_fault; }
    [[nodiscard]] bool isEmpty(std::size_t column) const { return m_fields[column].text.isEmpty(); }

    Utf8 text(std::size_t column);
    Utf8 requiredText(std::size_t column);
    Name userName(std::size_t column);
    Name projectName(std::size_t column);
    /// The value, where there is one, must be the PEP 503 form of the name.
    void normalizedOf(std::size_t column, Utf8 key);
    Utf8 address(std::size_t column, Utf8& domain);
    Instant instant(std::size_t column);
    Utf8 sha256(std::size_t column);
    std::optional<bool> truth(std::size_t column);
    /// A whole number from 0 to 2^63 - 1.
    std::optional<std::int64_t> count(std::size_t column);

    template<class State>
    State state(std::size_t column, State otherwise, std::optional<State> (*fromWord)(QStringView))
    {
        const Utf8 word = text(column);
        const auto state = word.empty() ? std::optional(otherwise)
                                        : fromWord(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
        if (!state) {
            refuseValue(column, QStringLiteral("is not a state that is known here"));
        }
        return state.value_or(otherwise);
    }

    void refuse(qsizetype offset, const QString& reason);

private:
    [[nodiscard]] QString shown(std::size_t column) const;
    void refuseValue(std::size_t column, const QString& why);
    bool fits(std::size_t column, Shape other);

    FieldStorage& m_storage;
    std::span<const Column> m_columns;
    std::span<const RawField> m_fields;
    std::optional<FieldFault> m_fault;
};

} // namespace cordon
