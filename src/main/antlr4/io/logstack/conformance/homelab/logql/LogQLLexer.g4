/**
 * Tokens of LogQL. Words, numbers with units and the validity of strings depend on what follows: {@link Tokenizer} decides
 * there. Display names are those that Loki uses in "unexpected X".
 */
lexer grammar LogQLLexer;

options { superClass = Tokenizer; }

// Words, given by Tokenizer to what matched IDENTIFIER. Those that this grammar's parser does not know are left out.
tokens {
    BY, WITHOUT, BOOL, ON, IGNORING, OFFSET, OR, AND, UNLESS, UNWRAP,
    JSON, LOGFMT, REGEXP, LABEL_FMT, DROP, KEEP,
    RANGE_OPERATION, VECTOR_OPERATION, VECTOR, BYTES_CONV, DURATION_CONV,
    DURATION, BYTES, LEFT_OUT, ERROR
}

COMMENT       : '#' ~[\n]* -> skip ;
LINE_COMMENT  : '//' ~[\n]* -> skip ;
BLOCK_COMMENT : '/*' .*? '*/' -> skip ;
SPACE         : [ \t\r\n]+ -> skip ;

NEQ           : '!=' ;
RE            : '=~' ;
NRE           : '!~' ;
PIPE_EXACT    : '|=' ;
PIPE_MATCH    : '|~' ;
PIPE_PATTERN  : '|>' -> type(LEFT_OUT) ;
NPA           : '!>' -> type(LEFT_OUT) ;
CMP_EQ        : '==' ;
GTE           : '>=' ;
LTE           : '<=' ;
EQ            : '=' ;
GT            : '>' ;
LT            : '<' ;
PIPE          : '|' ;
OPEN_BRACE    : '{' ;
CLOSE_BRACE   : '}' ;
OPEN_PAREN    : '(' ;
CLOSE_PAREN   : ')' ;
COMMA         : ',' ;
ADD           : '+' ;
SUB           : '-' ;
MUL           : '*' ;
DIV           : '/' ;
MOD           : '%' ;
POW           : '^' ;

PARSER_FLAG   : '--strict' | '--keep-empty' ;

NUMBER        : '0' [xX] [0-9a-fA-F]+
              | [0-9]+ ('.' [0-9]*)? EXPONENT?
              | '.' [0-9]+ EXPONENT?
              ;
fragment EXPONENT : [eE] [+-]? [0-9]+ ;

STRING        : '"' ('\\' ~[\n] | ~["\\\n])* '"'
              | '`' ~'`'* '`'
              ;
UNTERMINATED  : ('"' ('\\' ~[\n] | ~["\\\n])* | '`' ~'`'*) -> type(ERROR) ;

RANGE         : '[' ~']'* ']' ;
OPEN_RANGE    : '[' ~']'* -> type(ERROR) ;

IDENTIFIER    : [\p{L}_] [\p{L}\p{Nd}_]* ;

// Go's scanner hands on what it does not know as it is, and Loki takes it for a name.
OTHER         : . -> type(IDENTIFIER) ;
