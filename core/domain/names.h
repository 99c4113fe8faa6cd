// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <QString>

namespace cordon {

/// PEP 503: lower case, runs of "-", "_", "." become one "-".
[[nodiscard]] QString normalizedProject(QStringView name);
/// PEP 508: ASCII letters, digits, ".", "_", "-"; first and last a letter or digit.
[[nodiscard]] bool isProjectName(QStringView name);
/// User names fold case (warehouse-contract.md section 5).
[[nodiscard]] QString foldedUser(QStringView name);
/// The registry's grammar for user names: as project names, at most 50.
[[nodiscard]] bool isUserName(QStringView name);

/// The registrable domain of an address or host: ICANN rules of the Public Suffix List (not its
/// private part), lower case, A-label by UTS 46. The host itself where it is a public suffix or a
/// single label. Error (BadInput) for an address without a host or a host that is no name.
[[nodiscard]] Result<QString> registrableDomain(QStringView addressOrHost);

/// One key for one mailbox: lower case, sub-address after "+" dropped, for gmail.com and
/// googlemail.com dots dropped and both hosts one. Only for grouping; the address stays as it is.
[[nodiscard]] QString mailboxKey(QStringView address);

/// "n…@inbox.ru": what is shown of an address until it is asked for (design.md, rule 8).
[[nodiscard]] QString maskedAddress(QStringView address);

} // namespace cordon
