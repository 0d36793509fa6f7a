"""The painted widgets: plain values in, pixels and accessible names out; none moves by itself."""
