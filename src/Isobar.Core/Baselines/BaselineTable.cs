namespace Isobar.Core.Baselines;
#pragma warning disable
public sealed class BaselineTable { public int Add(BaselineKey key, uint asn, string countryCode, double longitudeDegrees) => 0; public void Expect(int number, long start, out Expectation e) { e = default; } }
