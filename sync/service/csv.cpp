// SPDX-License-Identifier: Apache-2.0
#include "sync/service/csv.h"

namespace hall::service {

void add_csv_line(std::string& table, std::span<const std::string> cells) {
    bool is_first = true;
    for (const std::string& cell : cells) {
        table += is_first ? "" : ",";
        is_first = false;
        // Source: OWASP, "CSV Injection": the characters that begin a formula.
        const bool is_formula =
            !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string::npos;
        const bool is_quoted = is_formula || cell.find_first_of(",\"\r\n") != std::string::npos;
        if (!is_quoted) {
            table += cell;
            continue;
        }
        table += is_formula ? "\"'" : "\"";
        for (const char c : cell) {
            table += c;
            if (c == '"') {
                table += c;
            }
        }
        table += '"';
    }
    table += "\r\n";
}

}  // namespace hall::service
