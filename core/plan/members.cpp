// SPDX-License-Identifier: Apache-2.0
#include "core/plan/members.h"

#include "core/domain/visible_text.h"
#include "core/plan/effects.h"

namespace cordon {

using namespace Qt::StringLiterals;

Members::Members(const QJsonValue& value, QString where, Trouble& trouble)
    : m_object(value.toObject()), m_where(std::move(where)), m_trouble(trouble)
{
    if (!value.isObject()) {
        m_trouble.say(u"%1 is not an object"_s.arg(m_where.isEmpty() ? u"the file"_s : m_where));
    }
}

Members::~Members()
{
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        if (!m_asked.contains(it.key())) {
            m_trouble.say(u"the member %1 is unknown"_s.arg(forCell(place(it.key()), 120)));
        }
    }
}

QString Members::place(const QString& name) const
{
    return m_where.isEmpty() ? name : QString(m_where + u'.' + name);
}

void Members::wrong(const QString& name, const QString& expected)
{
    m_trouble.say(u"%1 is not %2"_s.arg(place(name), expected));
}

QJsonValue Members::value(const QString& name)
{
    m_asked.append(name);
    const QJsonValue found = m_object.value(name);
    if (found.isUndefined()) {
        m_trouble.say(u"%1 is missing"_s.arg(place(name)));
    }
    return found;
}

QString Members::text(const QString& name)
{
    const QJsonValue found = value(name);
    if (!found.isString()) {
        wrong(name, u"a text"_s);
    }
    return found.toString();
}

QString Members::textOrNull(const QString& name)
{
    const QJsonValue found = value(name);
    if (!found.isNull() && (!found.isString() || found.toString().isEmpty())) {
        wrong(name, u"a text or null"_s);
    }
    return found.toString();
}

bool Members::boolean(const QString& name)
{
    const QJsonValue found = value(name);
    if (!found.isBool()) {
        wrong(name, u"true or false"_s);
    }
    return found.toBool();
}

std::int64_t Members::count(const QString& name)
{
    const std::int64_t found = value(name).toInteger(-1);
    if (found < 0) {
        wrong(name, u"a whole number, 0 or more"_s);
    }
    return found;
}

QJsonArray Members::array(const QString& name)
{
    const QJsonValue found = value(name);
    if (!found.isArray()) {
        wrong(name, u"a list"_s);
    }
    return found.toArray();
}

std::optional<Instant> Members::timeOrNull(const QString& name)
{
    const QString found = textOrNull(name);
    if (found.isEmpty()) {
        return std::nullopt;
    }
    const std::optional<Instant> at = parseInstant(found);
    if (!at) {
        wrong(name, u"a time"_s);
    }
    return at;
}

Subject Members::subject(const QString& name)
{
    const QString found = text(name);
    const qsizetype colon = found.indexOf(u':');
    const std::optional<SubjectKind> kind =
        colon < 0 ? std::nullopt : subjectKindFromWord(QStringView(found).first(colon));
    if (!kind || colon + 1 == found.size()) {
        wrong(name, u"account:NAME, project:NAME or domain:NAME"_s);
        return {};
    }
    return subjectOf(*kind, QStringView(found).sliced(colon + 1));
}

std::vector<QString> Members::texts(const QString& name)
{
    std::vector<QString> out;
    for (const auto& item : array(name)) {
        if (!item.isString() || item.toString().isEmpty()) {
            wrong(name, u"a list of texts"_s);
        }
        out.push_back(item.toString());
    }
    return out;
}

Pin Members::pin(const QString& name)
{
    Members members(value(name), place(name), m_trouble);
    Pin pin{members.textOrNull(u"uuid"_s), members.timeOrNull(u"since"_s)};
    if (!pin.uuid.isEmpty() && pin.since) {
        wrong(name, u"either a uuid or a time"_s);
    }
    return pin;
}

} // namespace cordon
