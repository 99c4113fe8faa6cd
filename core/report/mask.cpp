// SPDX-License-Identifier: Apache-2.0
#include "core/report/mask.h"

#include "core/domain/masked_text.h"
#include "core/domain/names.h"

#include <QRegularExpression>

#include <arpa/inet.h>
#include <array>
#include <functional>
#include <set>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

/// Parts of a token that are tried as names; more is no name that anybody has.
constexpr std::size_t kMostParts = 12;

/// Every match of the pattern through `replacement`, the rest as it is.
QString rewritten(const QString& text, const QRegularExpression& pattern,
                  const std::function<QString(const QString&)>& replacement)
{
    QString out;
    qsizetype from = 0;
    for (QRegularExpressionMatchIterator it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(text).sliced(from, match.capturedStart() - from);
        out += replacement(match.captured());
        from = match.capturedEnd();
    }
    out += QStringView(text).sliced(from);
    return out;
}

bool isMachine(const QString& text)
{
    std::array<unsigned char, 16> parsed{};
    const QByteArray bytes = text.toLatin1();
    return bytes != "::" && (inet_pton(AF_INET, bytes.constData(), parsed.data()) == 1 ||
                             inet_pton(AF_INET6, bytes.constData(), parsed.data()) == 1);
}

QString withoutMachines(const QString& text)
{
    static const QRegularExpression v4(u"(?<![0-9])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9])"_s);
    static const QRegularExpression v6(
        u"(?<![\\w:])(?=[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:)[0-9A-Fa-f:.]*[0-9A-Fa-f:](?![\\w:])"_s);
    const auto withhold = [](const QString& found) { return isMachine(found) ? u"[IP address withheld]"_s : found; };
    return rewritten(rewritten(text, v6, withhold), v4, withhold);
}

const QRegularExpression& nameToken()
{
    static const QRegularExpression token(u"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"_s);
    return token;
}

} // namespace

Mask::Mask(const IncidentFacts& facts, ReportLevel level) : m_level(level)
{
    if (level == ReportLevel::Public) {
        collect(facts);
    }
}

void Mask::collect(const IncidentFacts& facts)
{
    std::set<Subject> people;
    for (const LeftAlone& one : facts.leftAlone) {
        people.insert(one.subject);
    }
    for (const RunFacts& run : facts.runs) {
        for (const auto& bystander : run.collateral) {
            people.insert(bystander.first);
        }
        for (const IncidentItem& item : run.items) {
            if (item.compensates) {
                people.insert(item.subject);
            }
        }
    }
    int accounts = 0;
    int projects = 0;
    for (const Subject& subject : people) {
        if (subject.kind == SubjectKind::Account) {
            giveNumber(subject, ++accounts);
        } else if (subject.kind == SubjectKind::Project) {
            giveNumber(subject, ++projects);
        }
    }
}

void Mask::giveNumber(const Subject& subject, int number)
{
    const QString shown = word(subject.kind) + u' ' + QString::number(number);
    m_names.insert({subject, shown});
    const bool isToken = nameToken().match(subject.name).capturedLength() == subject.name.size();
    if (!isToken && !subject.name.isEmpty()) {
        m_oddNames.emplace_back(subject.name, shown);
    }
}

void Mask::apply(Subject& subject) const
{
    if (const auto found = m_names.find(subject); found != m_names.end()) {
        subject.key = subject.name = found->second;
    } else {
        subject.name = name(subject.name);
    }
}

QString Mask::name(const QString& text) const
{
    return m_level == ReportLevel::Internal ? text : withMaskedAddresses(text);
}

QString Mask::sentence(const QString& text) const
{
    return text.isEmpty() ? text : withoutNames(name(withoutMachines(text)));
}

QString Mask::note(const QString& text) const
{
    return m_level == ReportLevel::Public ? QString() : sentence(text);
}

QString Mask::address(const QString& email, bool hidden) const
{
    if (m_level == ReportLevel::Internal) {
        return email;
    }
    return hidden ? QString() : maskedAddress(email);
}

QString Mask::owner(const QString& owner) const
{
    const auto found = m_names.find(accountSubject(owner));
    return found != m_names.end() ? found->second : name(owner);
}

/// Hidden people must not be found in a reason either, in any spelling of their names.
QString Mask::withoutNames(const QString& text) const
{
    if (m_names.empty()) {
        return text;
    }
    QString out = text;
    for (const auto& odd : m_oddNames) {
        out.replace(odd.first, odd.second, Qt::CaseInsensitive);
    }
    return rewritten(out, nameToken(), [&](const QString& found) { return hideIn(found); });
}

/// What looks like one name may be two words that a full stop joins: the longest known part goes.
QString Mask::hideIn(const QString& token) const
{
    std::vector<qsizetype> starts{0};
    for (qsizetype i = 0; i < token.size() && starts.size() < kMostParts; ++i) {
        if (!token[i].isLetterOrNumber()) {
            starts.push_back(i + 1);
        }
    }
    starts.push_back(token.size() + 1);
    for (std::size_t parts = starts.size() - 1; parts > 0; --parts) {
        for (std::size_t first = 0; first + parts < starts.size(); ++first) {
            const qsizetype from = starts[first];
            const qsizetype to = starts[first + parts] - 1;
            const QString shown = hiddenName(QStringView(token).sliced(from, to - from));
            if (!shown.isEmpty()) {
                return hideIn(token.first(from)) + shown + hideIn(token.sliced(to));
            }
        }
    }
    return token;
}

QString Mask::hiddenName(QStringView name) const
{
    if (name.isEmpty()) {
        return {};
    }
    for (const Subject& subject : {accountSubject(name), projectSubject(name)}) {
        if (const auto known = m_names.find(subject); known != m_names.end()) {
            return known->second;
        }
    }
    return {};
}

} // namespace cordon
