// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace cordon::simulator {

/// An urlencoded form or query string, in the order it was sent.
class Form {
public:
    Form() = default;
    /// Lenient as servers are: "+" is a blank, broken escapes stay as they are.
    [[nodiscard]] static Form parse(const QByteArray& encoded);

    /// The first value of that name.
    [[nodiscard]] std::optional<QString> value(QStringView name) const;
    /// The same, empty where there is none.
    [[nodiscard]] QString text(QStringView name) const { return value(name).value_or(QString()); }
    [[nodiscard]] bool hasDuplicates() const;

private:
    std::vector<std::pair<QString, QString>> m_fields;
};

/// Splits as a POSIX shell does: blanks, quotes, backslash. Nothing for an unbalanced quote.
[[nodiscard]] std::optional<std::vector<QString>> shellWords(QStringView text);

/// SQL's ILIKE with backslash as the escape: "%" any run, "_" any one character.
[[nodiscard]] bool ilike(QStringView text, QStringView pattern);

} // namespace cordon::simulator
