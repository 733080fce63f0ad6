/* What every Windows 10 has and Debian 12's Wine has not: bcryptprimitives.dll, of which Rust asks one function. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID place, ULONG many); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE place, SIZE_T many) {
    return SystemFunction036(place, (ULONG)many);
}
