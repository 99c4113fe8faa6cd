// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/json_line.h"

#include "core/domain/exact_text.h"
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

/// missingColumns() makes a list of words; this only looks.
bool lacksColumns(RecordKind kind, std::span<const bool> present)
{
    const auto columns = columnsOf(kind);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].required && !present[i]) {
            return true;
        }
    }
    return kind == RecordKind::Report && !present[RepProject] && !present[RepUsername];
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

Shape shapeOf(ondemand::json_type type)
{
    switch (type) {
    case ondemand::json_type::string:
        return Shape::Text;
    case ondemand::json_type::boolean:
        return Shape::Truth;
    case ondemand::json_type::number:
        return Shape::Number;
    default:
        return Shape::Other;
    }
}

simdjson::error_code readText(ondemand::value value, ondemand::json_type type, std::string_view& text)
{
    switch (type) {
    case ondemand::json_type::string:
        return value.get_string().get(text);
    case ondemand::json_type::boolean:
        return readTruth(value, text);
    case ondemand::json_type::number:
        return readNumber(value, text);
    case ondemand::json_type::null:
        return readNull(value);
    default:
        return readNested(value, type, text);
    }
}

/// A value as the record builder takes it; null counts as absent.
simdjson::error_code readValue(ondemand::value value, RawField& field)
{
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) {
        return error;
    }
    std::string_view text;
    const auto error = readText(value, type, text);
    field.present = type != ondemand::json_type::null;
    field.shape = shapeOf(type);
    field.text = type == ondemand::json_type::string ? bytesOf(text) : bytesOf(text).trimmed();
    return error;
}

/// A line that nests deeper is refused: each level is a call.
constexpr int kDeepest = 1'024;

/// Goes through every part of a value, as the members of the line are gone through.
simdjson::error_code walk(ondemand::value value, int depth)
{
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) {
        return error;
    }
    if (depth == kDeepest) {
        return simdjson::DEPTH_ERROR;
    }
    if (type == ondemand::json_type::array) {
        for (auto next : value.get_array()) {
            ondemand::value inner;
            auto error = std::move(next).get(inner);
            error = error ? error : walk(inner, depth + 1);
            if (error) {
                return error;
            }
        }
        return simdjson::SUCCESS;
    }
    if (type == ondemand::json_type::object) {
        for (auto next : value.get_object()) {
            ondemand::field field;
            std::string_view name;
            auto error = std::move(next).get(field);
            error = error ? error : field.unescaped_key().get(name);
            error = error ? error : walk(field.value(), depth + 1);
            if (error) {
                return error;
            }
        }
        return simdjson::SUCCESS;
    }
    std::string_view text;
    return readText(value, type, text);
}

bool isNested(const RawField& field)
{
    return field.shape == Shape::Other && (field.text.startsWith('[') || field.text.startsWith('{'));
}

/// What the members of a line are, by their order. Nearly every line of a file is like the one
/// before, and then nothing has to be looked up.
struct Layout {
    static constexpr int kType = -1; ///< the member that tells the kind
    static constexpr int kNote = -2; ///< no column: kept in the note

    std::vector<std::string> names;
    std::vector<int> columns; ///< of columns.h, or one of the above
    std::string type;
    RecordKind kind = RecordKind::Account;

    [[nodiscard]] bool fits(const std::vector<Member>& members) const
    {
        for (std::size_t i = 0; i < members.size(); ++i) {
            const Member& member = members[i];
            if (i >= names.size() || member.name != names[i] ||
                (columns[i] == kType && bytesOf(type) != member.value.text)) {
                return false;
            }
        }
        return !names.empty() && members.size() == names.size();
    }
};

} // namespace

struct JsonLineParser::Parts {
    ondemand::parser parser;
    ondemand::parser nested; ///< goes through what the other one passes over
    std::string padded;
    std::vector<Member> members;
    std::vector<std::string_view> names;
    Layout layout;
    RecordBuilder builder;
    std::string note;
    qsizetype brokenAt = -1; ///< where a nested value begins that is none

    simdjson::error_code readMembers(ondemand::document& document);
    /// Whether a nested value is JSON to its end.
    [[nodiscard]] simdjson::error_code goThrough(const RawField& field);
    [[nodiscard]] std::optional<std::string_view> repeatedName();
    [[nodiscard]] qsizetype offsetOf(ondemand::document& document, qsizetype size) const;
    [[nodiscard]] const Member* find(std::string_view name) const;
    [[nodiscard]] std::optional<FieldFault> learnLayout();
    tl::expected<const ImportedRow*, FieldFault> build();
};

simdjson::error_code JsonLineParser::Parts::readMembers(ondemand::document& document)
{
    members.clear();
    brokenAt = -1;
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
        if (const auto error = isNested(member.value) ? goThrough(member.value) : simdjson::SUCCESS) {
            brokenAt = member.value.offset;
            return error;
        }
        members.push_back(member);
    }
    const char* behind = nullptr;
    return document.current_location().get(behind) == simdjson::SUCCESS ? simdjson::TAPE_ERROR : simdjson::SUCCESS;
}

simdjson::error_code JsonLineParser::Parts::goThrough(const RawField& field)
{
    const auto size = static_cast<std::size_t>(field.text.size());
    const auto before = static_cast<std::size_t>(field.text.data() - padded.data());
    ondemand::document document;
    if (const auto error = nested.iterate(simdjson::padded_string_view(field.text.data(), size, padded.size() - before))
                               .get(document)) {
        return error;
    }
    ondemand::value value;
    const auto error = document.get_value().get(value);
    return error ? error : walk(value, 0);
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

/// Takes the members at hand for what the next lines will be like, too.
std::optional<FieldFault> JsonLineParser::Parts::learnLayout()
{
    layout.names.clear();
    if (const auto twice = repeatedName()) {
        return FieldFault{-1, QStringLiteral("the member \"%1\" is there twice").arg(shown(*twice))};
    }
    const Member* const type = find("type");
    const auto kind = type == nullptr ? std::nullopt : kindOfTypeWord(type->value.text);
    if (!kind) {
        return FieldFault{type == nullptr ? -1 : type->value.offset,
                          QStringLiteral("\"type\" must be account, project, upload, role or report")};
    }
    layout.kind = *kind;
    layout.type.assign(type->value.text.data(), static_cast<std::size_t>(type->value.text.size()));
    layout.columns.clear();
    for (const Member& member : members) {
        const auto column = columnIndex(*kind, bytesOf(member.name));
        layout.names.emplace_back(member.name);
        layout.columns.push_back(column ? static_cast<int>(*column)
                                        : (member.name == "type" ? Layout::kType : Layout::kNote));
    }
    return std::nullopt;
}

tl::expected<const ImportedRow*, FieldFault> JsonLineParser::Parts::build()
{
    std::array<RawField, kMostColumns> fields{};
    std::array<bool, kMostColumns> present{};
    note.clear();
    for (std::size_t i = 0; i < members.size(); ++i) {
        const Member& member = members[i];
        const int column = layout.columns[i];
        if (!member.value.present) {
            continue;
        }
        if (column >= 0) {
            fields[static_cast<std::size_t>(column)] = member.value;
            present[static_cast<std::size_t>(column)] = true;
        } else if (column == Layout::kNote) {
            addNoteLine(note, bytesOf(member.name), member.value.text);
        }
    }
    if (lacksColumns(layout.kind, present)) {
        return refused(
            -1, QStringLiteral("has no %1, which %2 must have")
                    .arg(missingColumns(layout.kind, present).join(QStringLiteral(", ")), fileWord(layout.kind)));
    }
    if (note.find('\0') != std::string::npos) {
        return refused(-1, QStringLiteral("a member holds a NUL character"));
    }
    return builder.build(layout.kind, fields, note);
}

JsonLineParser::JsonLineParser() : m_parts(std::make_unique<Parts>()) {}
JsonLineParser::~JsonLineParser() = default;

tl::expected<const ImportedRow*, FieldFault> JsonLineParser::parse(QByteArrayView line)
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
        at = parts.brokenAt >= 0 ? parts.brokenAt : at;
    }
    if (error == simdjson::DEPTH_ERROR) {
        return refused(at, QStringLiteral("nests deeper than %1 lists and objects").arg(kDeepest));
    }
    if (error) {
        return refused(
            at, QStringLiteral("is no JSON object: %1").arg(QString::fromLatin1(simdjson::error_message(error))));
    }
    if (!parts.layout.fits(parts.members)) {
        if (auto fault = parts.learnLayout()) {
            return tl::unexpected(std::move(*fault));
        }
    }
    return parts.build();
}

} // namespace cordon
