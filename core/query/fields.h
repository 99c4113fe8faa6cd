// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QString>

#include <cstdint>
#include <span>

namespace cordon {

/// What a term of a filter asks about. Words: a bare or quoted word.
enum class Field : std::uint8_t {
    Words,
    Kind,
    Domain,
    Name,
    Email,
    Joined,
    Created,
    Uploaded,
    Hour,
    Projects,
    Releases,
    Files,
    Bytes,
    Modules,
    Scripts,
    Empty,
    Repo,
    Role,
    Owner,
    Verified,
    TwoFactor,
    Ip,
    State,
    Flagged,
    Open,
    Decided,
    Verb,
    Reports,
    Reporter,
    ReportedKind,
    Protected,
    In
};

/// What may stand behind the colon.
enum class ValueKind : std::uint8_t {
    Text,
    Domain,
    YesNo,
    TextOrYesNo,
    Number,
    Time,
    WeekHour,
    SubjectKind,
    Verb,
    State,
    Selection
};

struct FieldInfo {
    Field field;
    QLatin1StringView name; ///< as typed, without the colon; empty for Words
    ValueKind values;
};

/// Every named field, in the order of cli.md; "hour" is the hour of the week at which a row happened.
[[nodiscard]] std::span<const FieldInfo> allFields();
/// Any case; null where there is none of that name.
[[nodiscard]] const FieldInfo* fieldNamed(QStringView name);
[[nodiscard]] const FieldInfo& infoOf(Field field);
/// True for a field of the language that this version does not answer yet.
[[nodiscard]] bool isLaterField(QStringView name);
/// The field that was probably meant; null where none is near.
[[nodiscard]] const FieldInfo* nearestField(QStringView name);

} // namespace cordon
