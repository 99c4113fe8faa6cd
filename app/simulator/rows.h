// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace cordon::simulator {

// What Warehouse keeps, as values (warehouse-contract.md section 5). Texts are as imported: hostile.

struct Flags {
    bool isActive = true;
    bool isFrozen = false;
    bool isSuperuser = false;
    bool isSupport = false;
    bool isModerator = false;
    bool isPsfStaff = false;
    bool isObserver = false;
    bool prohibitPasswordReset = false;
    bool hideAvatar = false;

    friend bool operator==(const Flags&, const Flags&) = default;
};

/// One flag under its two spellings: the form's field and the page's id.
struct FlagSpec {
    const char* field;
    const char* id;
    bool Flags::*member;
};
inline constexpr std::array<FlagSpec, 9> kFlags{{
    {"is_active", "is-active", &Flags::isActive},
    {"is_frozen", "is-frozen", &Flags::isFrozen},
    {"is_superuser", "is-superuser", &Flags::isSuperuser},
    {"is_support", "is-support", &Flags::isSupport},
    {"is_moderator", "is-moderator", &Flags::isModerator},
    {"is_psf_staff", "is-psf-staff", &Flags::isPsfStaff},
    {"is_observer", "is-observer", &Flags::isObserver},
    {"prohibit_password_reset", "prohibit-password-reset", &Flags::prohibitPasswordReset},
    {"hide_avatar", "hide-avatar", &Flags::hideAvatar},
}};

struct EmailRow {
    QString address;
    bool primary = true;
    bool verified = true;
    bool isPublic = false;
};

struct AccountRow {
    QString username;
    QString uuid;
    QString displayName;
    Flags flags;
    std::vector<EmailRow> emails;
    Instant joined{};
    std::optional<Instant> lastLogin;
    QString twoFactor;
    std::vector<QString> projects; ///< normalised names of projects with a role, as they came
};

struct RoleRow {
    QString uuid;
    QString user; ///< folded name
    QString role;
};

struct FileRow {
    QString version, filename, sha256;
    std::int64_t size = 0;
    Instant uploaded{};
};

struct ProjectRow {
    QString name;
    QString normalized;
    QString uuid;
    Instant created{};
    QString lifecycle; ///< empty: NULL, which everybody calls active
    std::optional<Instant> changed;
    QString note;
    std::vector<RoleRow> roles;
    std::vector<FileRow> files;
    std::int64_t releases = 0;
    std::int64_t totalBytes = 0;
};

struct JournalRow {
    std::int64_t id = 0;
    QString name, version, action;
    Instant at{};
    QString by;
};

struct ProhibitedDomainRow {
    QString uuid;
    QString domain;
    bool isMx = false;
    QString by, comment;
    Instant created{};
};

/// One state change that really happened, in the registry's own words (cli.md).
struct Effect {
    QString kind, subject, before, after;

    friend bool operator==(const Effect&, const Effect&) = default;
};
using Effects = std::vector<Effect>;

} // namespace cordon::simulator
