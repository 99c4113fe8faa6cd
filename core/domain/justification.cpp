// SPDX-License-Identifier: Apache-2.0
#include "core/domain/justification.h"

#include "core/domain/visible_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cordon {

namespace {

using namespace Qt::StringLiterals;

bool isBlank(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isSpace() || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
}

tl::unexpected<Error> badPolicies(const QString& what)
{
    return failure(ErrorKind::BadInput, u"The list of policy codes cannot be used: "_s + what);
}

tl::unexpected<Error> badJustification(const QString& what)
{
    return failure(ErrorKind::BadInput, u"The justification cannot be read: "_s + what);
}

bool isPolicyCode(const QString& code)
{
    return !code.isEmpty() &&
           std::all_of(code.begin(), code.end(), [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'-'; });
}

Result<QStringList> evidenceFrom(const QJsonValue& value)
{
    QStringList out;
    const QJsonArray list = value.toArray();
    for (const auto& item : list) {
        if (!item.isString()) {
            return badJustification(u"\"evidence\" holds something that is no text"_s);
        }
        out.append(item.toString());
    }
    return value.isArray() ? Result<QStringList>(out) : badJustification(u"\"evidence\" is no list"_s);
}

} // namespace

Result<std::vector<Policy>> parsePolicies(QByteArrayView json)
{
    QJsonParseError trouble;
    const QJsonDocument document = QJsonDocument::fromJson(json.toByteArray(), &trouble);
    if (!document.isArray()) {
        return badPolicies(trouble.error == QJsonParseError::NoError ? u"it is no list"_s : trouble.errorString());
    }
    std::vector<Policy> policies;
    const QJsonArray list = document.array();
    for (const auto& item : list) {
        const QJsonObject object = item.toObject();
        Policy policy{object["code"_L1].toString(), object["title"_L1].toString(), object["meaning"_L1].toString()};
        const QString place = u"entry %1"_s.arg(policies.size() + 1);
        if (!isPolicyCode(policy.code)) {
            return badPolicies(place + u" has no code of small letters and hyphens"_s);
        }
        if (isBlank(policy.title) || isBlank(policy.meaning)) {
            return badPolicies(place + u" has no title or no meaning"_s);
        }
        if (std::any_of(policies.begin(), policies.end(), [&](const Policy& p) { return p.code == policy.code; })) {
            return badPolicies(u"\"%1\" stands there twice"_s.arg(policy.code));
        }
        policies.push_back(std::move(policy));
    }
    return policies.empty() ? badPolicies(u"it is empty"_s) : Result<std::vector<Policy>>(std::move(policies));
}

Done checkJustification(const Justification& why, const std::vector<Policy>& policies)
{
    if (!std::any_of(policies.begin(), policies.end(), [&](const Policy& p) { return p.code == why.policy; })) {
        QStringList codes;
        std::transform(policies.begin(), policies.end(), std::back_inserter(codes),
                       [](const Policy& p) { return p.code; });
        const QString what = isBlank(why.policy) ? u"The justification names no policy"_s
                                                 : u"\"%1\" is not a policy code"_s.arg(forCell(why.policy, 40));
        return failure(ErrorKind::BadInput, what, {}, u"Choose one of: "_s + codes.join(u", "_s));
    }
    if (isBlank(why.reason)) {
        return failure(ErrorKind::BadInput, u"The justification has no reason"_s, {},
                       u"Write at least one sentence that could be read to the person it is about"_s);
    }
    if (isBlank(why.author)) {
        return failure(ErrorKind::BadInput, u"The justification names no author"_s);
    }
    return {};
}

QJsonObject toJson(const Justification& why)
{
    QJsonObject object{
        {u"policy"_s, why.policy},
        {u"reason"_s, why.reason},
        {u"evidence"_s, QJsonArray::fromStringList(why.evidence)},
        {u"author"_s, why.author},
        {u"at"_s, formatInstant(why.at)},
    };
    if (why.reviewBy) {
        object.insert(u"review_by"_s, formatInstant(*why.reviewBy));
    }
    return object;
}

Result<Justification> justificationFromJson(const QJsonObject& object)
{
    for (const QLatin1StringView name : {"policy"_L1, "reason"_L1, "author"_L1, "at"_L1}) {
        if (!object[name].isString()) {
            return badJustification(u"\"%1\" is missing or no text"_s.arg(name));
        }
    }
    Result<QStringList> evidence = evidenceFrom(object["evidence"_L1]);
    if (!evidence) {
        return tl::unexpected(evidence.error());
    }
    const std::optional<Instant> at = parseInstant(object["at"_L1].toString());
    if (!at) {
        return badJustification(u"\"at\" is no time"_s);
    }
    Justification why{object["policy"_L1].toString(),
                      object["reason"_L1].toString(),
                      *evidence,
                      object["author"_L1].toString(),
                      *at,
                      std::nullopt};
    if (object.contains("review_by"_L1)) {
        why.reviewBy = parseInstant(object["review_by"_L1].toString());
        if (!why.reviewBy) {
            return badJustification(u"\"review_by\" is no time"_s);
        }
    }
    return why;
}

} // namespace cordon
