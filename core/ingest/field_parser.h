// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/columns.h"
#include "core/ingest/record_builder.h"

#include <cstdint>
#include <optional>
#include <span>

namespace cordon {

/// Turns the raw values of one record into typed ones. The first fault is kept; what is returned
/// after it means nothing. Thread: one.
class FieldParser {
public:
    FieldParser(std::span<const Column> columns, std::span<const RawField> fields)
        : m_columns(columns), m_fields(fields)
    {
    }

    [[nodiscard]] const std::optional<FieldFault>& fault() const { return m_fault; }
    [[nodiscard]] bool isEmpty(std::size_t column) const { return m_fields[column].text.isEmpty(); }

    QString text(std::size_t column);
    QString requiredText(std::size_t column);
    QString userName(std::size_t column);
    QString projectName(std::size_t column);
    /// The value, where there is one, must be the PEP 503 form of the name.
    void normalizedOf(std::size_t column, const QString& name);
    QString address(std::size_t column, QString& domain);
    Instant instant(std::size_t column);
    QString sha256(std::size_t column);
    std::optional<bool> truth(std::size_t column);
    /// A whole number from 0 to 2^63 - 1.
    std::optional<std::int64_t> count(std::size_t column);

    template<class State>
    State state(std::size_t column, State otherwise, std::optional<State> (*fromWord)(QStringView))
    {
        const QString word = text(column);
        const auto state = word.isEmpty() ? std::optional(otherwise) : fromWord(word);
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

    std::span<const Column> m_columns;
    std::span<const RawField> m_fields;
    std::optional<FieldFault> m_fault;
};

} // namespace cordon
