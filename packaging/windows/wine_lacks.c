/* What every Windows 10 has and Debian 12's Wine has not, for trials under Wine; nothing of it is ever installed.
 *
 * BCRYPT: bcryptprimitives.dll, of which Rust asks one function.
 * UCRT:   the complex numbers of ucrtbase.dll, which numpy asks for. All else of that library is handed on to Wine's.
 */
#ifdef BCRYPT
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID place, ULONG many); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE place, SIZE_T many) {
    return SystemFunction036(place, (ULONG)many);
}
#endif

#ifdef UCRT
#include <complex.h>

/* Microsoft passes complex numbers as structures, which is not what GCC does with its own. */
typedef struct { double real, imag; } Double;
typedef struct { float real, imag; } Single;

static double complex of(Double z) { return z.real + z.imag * I; }
static float complex off(Single z) { return z.real + z.imag * I; }
static Double as(double complex z) { return (Double){creal(z), cimag(z)}; }
static Single asf(float complex z) { return (Single){crealf(z), cimagf(z)}; }

#define NUMBER(name) \
    double our_##name(Double z) { return name(of(z)); } \
    float our_##name##f(Single z) { return name##f(off(z)); }
#define ONE(name) \
    Double our_##name(Double z) { return as(name(of(z))); } \
    Single our_##name##f(Single z) { return asf(name##f(off(z))); }

NUMBER(creal) NUMBER(cimag) NUMBER(cabs) NUMBER(carg)
ONE(cacos) ONE(cacosh) ONE(casin) ONE(casinh) ONE(catan) ONE(catanh) ONE(ccos) ONE(ccosh) ONE(cexp) ONE(clog)
ONE(csin) ONE(csinh) ONE(csqrt) ONE(ctan) ONE(ctanh)
Double our_cpow(Double a, Double b) { return as(cpow(of(a), of(b))); }
Single our_cpowf(Single a, Single b) { return asf(cpowf(off(a), off(b))); }
#endif
