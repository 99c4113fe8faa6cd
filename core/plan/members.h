// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/domain/subject.h"
#include "core/plan/plan.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace cordon {

/// The first thing that is wrong with a file; what follows is mostly its echo.
class Trouble {
public:
    void say(const QString& what)
    {
        if (m_what.isEmpty()) {
            m_what = what;
        }
    }
    [[nodiscard]] bool any() const { return !m_what.isEmpty(); }
    [[nodiscard]] QString what() const { return m_what; }

private:
    QString m_what;
};

/// One JSON object read strictly: every member must be there, be of its type, and be asked for.
/// Trouble names the place ("steps[3].pin"). Values that are wrong read as empty ones.
class Members {
public:
    Members(const QJsonValue& value, QString where, Trouble& trouble);
    ~Members(); ///< says which member nobody asked for
    Members(const Members&) = delete;
    Members& operator=(const Members&) = delete;

    [[nodiscard]] QString text(const QString& name);
    [[nodiscard]] QString textOrNull(const QString& name); ///< empty for null; "" itself is refused
    [[nodiscard]] bool boolean(const QString& name);
    [[nodiscard]] std::int64_t count(const QString& name); ///< whole, not negative
    [[nodiscard]] QJsonArray array(const QString& name);
    [[nodiscard]] QJsonValue value(const QString& name);
    [[nodiscard]] std::optional<Instant> timeOrNull(const QString& name);
    [[nodiscard]] Subject subject(const QString& name);
    [[nodiscard]] std::vector<QString> texts(const QString& name);
    [[nodiscard]] Pin pin(const QString& name);

    [[nodiscard]] QString place(const QString& name) const;
    void wrong(const QString& name, const QString& expected);

private:
    QJsonObject m_object;
    QString m_where;
    Trouble& m_trouble;
    QStringList m_asked;
};

} // namespace cordon
