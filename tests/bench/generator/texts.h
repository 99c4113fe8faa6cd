// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/generator/world.h"

#include <string>

namespace cordon::bench {

// The texts of a made-up registry, made from the row whenever they are asked for. Each replaces what
// `out` holds, so that a caller who keeps the string allocates nothing. Thread: any.

void accountName(const World& world, std::uint32_t account, std::string& out);
/// The address; its domain is domains().name() in upper case or below a host name now and then.
void accountEmail(const World& world, std::uint32_t account, std::string& out);
void projectName(const World& world, std::uint32_t project, std::string& out);
/// The PEP 503 form.
void projectKey(const World& world, std::uint32_t project, std::string& out);
/// Plain words, or what strangers put there.
void summary(std::uint64_t bits, std::string& out);
void versionText(const UploadFacts& upload, std::string& out);
/// Empty where no file is named.
void fileName(const World& world, const UploadFacts& upload, std::string& out);
/// "2025-06-11T10:17:00Z", appended.
void appendTime(std::int64_t seconds, std::string& out);
void appendNumber(std::uint64_t number, std::string& out);

} // namespace cordon::bench
