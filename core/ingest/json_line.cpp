// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/json_line.h"

#include "core/domain/visible_text.h"
#include "core/ingest/columns.h"
#include "core/ingest/text_place.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace cordon {

namespace {

namespace ondemand = simdjson::ondemand;

struct Member {
    std::string_view name;
    RawField value;
};

constexpr std::size_t kMostColumns = 16;

QByteArrayView bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QString shown(std::string_view text)
{
    return forCell(exactText(bytesOf(text)), 60);
}

tl::unexpected<FieldFault> refused(qsizetype offset, const QString& reason)
{
    return tl::unexpected(FieldFault{offset, reason});
}

/// The JSON text of an object or array, for the note.
simdjson::error_code readNested(ondemand::value value, ondemand::json_type type, std::string_view& text)
{
    if (type == ondemand::json_type::array) {
        ondemand::array array;
        const auto error = value.get_array().get(array);
        return error ? error : array.raw_json().get(text);
    }
    ondemand::object object;
    const auto error = value.get_object().get(object);
    return error ? error : object.raw_json().get(text);
}

simdjson::error_code readTruth(ondemand::value value, std::string_view& text)
{
    bool truth = false;
    const auto error = value.get_bool().get(truth);
    text = truth ? "true" : "false";
    return error;
}

/// The token, not the number: 2^63 - 1 must not pass through a double.
simdjson::error_code readNumber(ondemand::value value, std::string_view& text)
{
    double checked = 0;
    text = value.raw_json_token();
    return value.get_double().get(checked);
}

simdjson::error_code readNull(ondemand::value value)
{
    bool null = false;
    const auto error = value.is_null().get(null);
    return error || null ? error : simdjson::N_ATOM_ERROR;
}

/// A value as the record builder takes it; null counts as absent.
simdjson::error_code readValue(ondemand::value value, RawField& field)
{
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) {
        return error;
    }
    field.present = type != ondemand::json_type::null;
    field.shape = Shape::Other;
    std::string_view text;
    simdjson::error_code error = simdjson::SUCCESS;
    switch (type) {
    case ondemand::json_type::string:
        field.shape = Shape::Text;
        error = value.get_string().get(text);
        break;
    case ondemand::json_type::boolean:
        field.shape = Shape::Truth;
        error = readTruth(value, text);
        break;
    case ondemand::json_type::number:
        field.shape = Shape::Number;
        error = readNumber(value, text);
        break;
    case ondemand::json_type::null:
        error = readNull(value);
        break;
    case ondemand::json_type::object:
    case ondemand::json_type::array:
        error = readNested(value, type, text);
        break;
    }
    field.text = type == ondemand::json_type::string ? bytesOf(text) : bytesOf(text).trimmed();
    return error;
}

} // namespace

struct JsonLineParser::Parts {
    ondemand::parser parser;
    std::string padded;
    std::vector<Member> members;
    std::vector<std::string_view> names;

    simdjson::error_code readMembers(ondemand::document& document);
    [[nodiscard]] std::optional<std::string_view> repeatedName();
    [[nodiscard]] qsizetype offsetOf(ondemand::document& document, qsizetype size) const;
    [[nodiscard]] const Member* find(std::string_view name) const;
    tl::expected<Record, FieldFault> build(RecordKind kind);
};

simdjson::error_code JsonLineParser::Parts::readMembers(ondemand::document& document)
{
    members.clear();
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) {
        return error;
    }
    for (auto next : object) {
        ondemand::field field;
        if (const auto error = std::move(next).get(field)) {
            return error;
        }
        Member member;
        if (const auto error = field.unescaped_key().get(member.name)) {
            return error;
        }
        member.value.offset = field.value().raw_json_token().data() - padded.data();
        if (const auto error = readValue(field.value(), member.value)) {
            return error;
        }
        members.push_back(member);
    }
    const char* behind = nullptr;
    return document.current_location().get(behind) == simdjson::SUCCESS ? simdjson::TAPE_ERROR : simdjson::SUCCESS;
}

/// Where the parser stands in the line, as far as it can tell.
qsizetype JsonLineParser::Parts::offsetOf(ondemand::document& document, qsizetype size) const
{
    const char* at = nullptr;
    if (document.current_location().get(at) != simdjson::SUCCESS) {
        return -1;
    }
    const qsizetype offset = at - padded.data();
    return offset >= 0 && offset < size ? offset : -1;
}

std::optional<std::string_view> JsonLineParser::Parts::repeatedName()
{
    names.clear();
    for (const Member& member : members) {
        names.push_back(member.name);
    }
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    return twice == names.end() ? std::nullopt : std::optional(*twice);
}

const Member* JsonLineParser::Parts::find(std::string_view name) const
{
    const auto at =
        std::find_if(members.begin(), members.end(), [name](const Member& member) { return member.name == name; });
    return at == members.end() ? nullptr : &*at;
}

tl::expected<Record, FieldFault> JsonLineParser::Parts::build(RecordKind kind)
{
    std::array<RawField, kMostColumns> fields{};
    std::array<bool, kMostColumns> present{};
    QString note;
    for (const Member& member : members) {
        if (!member.value.present) {
            continue;
        }
        if (const auto column = columnIndex(kind, bytesOf(member.name))) {
            fields[*column] = member.value;
            present[*column] = true;
        } else if (member.name != "type") {
            note += noteLine(exactText(bytesOf(member.name)), exactText(member.value.text));
        }
    }
    const QStringList missing = missingColumns(kind, present);
    if (!missing.isEmpty()) {
        return refused(
            -1,
            QStringLiteral("has no %1, which %2 must have").arg(missing.join(QStringLiteral(", ")), fileWord(kind)));
    }
    if (note.contains(QChar(0))) {
        return refused(-1, QStringLiteral("a member holds a NUL character"));
    }
    return buildRecord(kind, fields, note);
}

JsonLineParser::JsonLineParser() : m_parts(std::make_unique<Parts>()) {}
JsonLineParser::~JsonLineParser() = default;

tl::expected<Record, FieldFault> JsonLineParser::parse(QByteArrayView line)
{
    if (const auto broken = firstBrokenUtf8(line)) {
        return refused(*broken, QStringLiteral("a byte that is no UTF-8"));
    }
    Parts& parts = *m_parts;
    parts.padded.assign(line.data(), static_cast<std::size_t>(line.size()));
    parts.padded.append(simdjson::SIMDJSON_PADDING, ' ');
    const simdjson::padded_string_view json(parts.padded.data(), static_cast<std::size_t>(line.size()),
                                            parts.padded.size());
    ondemand::document document;
    auto error = parts.parser.iterate(json).get(document);
    qsizetype at = -1;
    if (!error) {
        error = parts.readMembers(document);
        at = error ? parts.offsetOf(document, line.size()) : -1;
    }
    if (error) {
        return refused(
            at, QStringLiteral("is no JSON object: %1").arg(QString::fromLatin1(simdjson::error_message(error))));
    }
    if (const auto twice = parts.repeatedName()) {
        return refused(-1, QStringLiteral("the member \"%1\" is there twice").arg(shown(*twice)));
    }
    const Member* const type = parts.find("type");
    const auto kind = type == nullptr ? std::nullopt : kindOfTypeWord(type->value.text);
    if (!kind) {
        return refused(type == nullptr ? -1 : type->value.offset,
                       QStringLiteral("\"type\" must be account, project, upload, role or report"));
    }
    return parts.build(*kind);
}

} // namespace cordon
