// SPDX-License-Identifier: Apache-2.0
#include "core/domain/canonical_json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace cordon {

namespace {

void write(QByteArray& out, const QJsonValue& value);

void writeUnicodeEscape(QByteArray& out, char16_t unit)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) {
        out += kDigits[(unit >> shift) & 15];
    }
}

void writeEscape(QByteArray& out, char16_t unit)
{
    switch (unit) {
    case u'"':
        out += "\\\"";
        break;
    case u'\\':
        out += "\\\\";
        break;
    case u'\b':
        out += "\\b";
        break;
    case u'\f':
        out += "\\f";
        break;
    case u'\n':
        out += "\\n";
        break;
    case u'\r':
        out += "\\r";
        break;
    case u'\t':
        out += "\\t";
        break;
    default:
        writeUnicodeEscape(out, unit);
    }
}

/// Half a surrogate pair has no UTF-8: left as it is, two different texts would get the same bytes.
bool isLoneSurrogate(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate()) {
        return at + 1 == text.size() || !text[at + 1].isLowSurrogate();
    }
    return c.isLowSurrogate() && (at == 0 || !text[at - 1].isHighSurrogate());
}

void writeText(QByteArray& out, QStringView text)
{
    out += '"';
    qsizetype plainFrom = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        const bool special =
            unit < 0x20 || unit == u'"' || unit == u'\\' || (QChar::isSurrogate(unit) && isLoneSurrogate(text, i));
        if (special) {
            out += text.sliced(plainFrom, i - plainFrom).toUtf8();
            writeEscape(out, unit);
            plainFrom = i + 1;
        }
    }
    out += text.sliced(plainFrom).toUtf8();
    out += '"';
}

void writeNumber(QByteArray& out, const QJsonValue& value)
{
    const double number = value.toDouble();
    // toInteger() gives its default back where the number is no whole one; two defaults tell.
    if (!std::isfinite(number)) {
        out += "null";
    } else if (value.toInteger(0) == value.toInteger(1)) {
        out += QByteArray::number(value.toInteger());
    } else {
        out += QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
    }
}

void writeArray(QByteArray& out, const QJsonArray& array)
{
    out += '[';
    bool first = true;
    for (const auto& item : array) {
        if (!std::exchange(first, false)) {
            out += ',';
        }
        write(out, item);
    }
    out += ']';
}

void writeObject(QByteArray& out, const QJsonObject& object)
{
    struct Member {
        QByteArray order; // UTF-8 sorts as code points do; QJsonObject sorts by UTF-16 units
        QString name;
        QJsonValue value;
    };
    std::vector<Member> members;
    members.reserve(static_cast<std::size_t>(object.size()));
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        members.push_back({it.key().toUtf8(), it.key(), it.value()});
    }
    std::stable_sort(members.begin(), members.end(),
                     [](const Member& a, const Member& b) { return a.order < b.order; });
    out += '{';
    bool first = true;
    for (const Member& member : members) {
        if (!std::exchange(first, false)) {
            out += ',';
        }
        writeText(out, member.name);
        out += ':';
        write(out, member.value);
    }
    out += '}';
}

void write(QByteArray& out, const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::Double:
        writeNumber(out, value);
        break;
    case QJsonValue::String:
        writeText(out, value.toString());
        break;
    case QJsonValue::Array:
        writeArray(out, value.toArray());
        break;
    case QJsonValue::Object:
        writeObject(out, value.toObject());
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        break;
    }
}

} // namespace

QByteArray canonicalJson(const QJsonValue& value)
{
    QByteArray out;
    write(out, value);
    return out;
}

} // namespace cordon
