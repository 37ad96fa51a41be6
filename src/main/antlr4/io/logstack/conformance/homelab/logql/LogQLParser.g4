/** LogQL, as far as the homelab's Loki speaks it; what is left out is listed at the package. */
parser grammar LogQLParser;

options { tokenVocab = LogQLLexer; }

query : expression EOF ;

// A log query may stand wherever Loki's own grammar lets one stand; that an operator takes none is for the Planner to say.
expression : <assoc=right> expression op=POW modifier expression                             # binary
           | expression op=(MUL | DIV | MOD) modifier expression                             # binary
           | expression op=(ADD | SUB) modifier expression                                   # binary
           | expression op=(CMP_EQ | NEQ | GT | GTE | LT | LTE) modifier expression          # binary
           | expression op=(AND | UNLESS) modifier expression                                # binary
           | expression op=OR modifier expression                                            # binary
           | OPEN_PAREN expression CLOSE_PAREN                                               # grouped
           | rangeAggregation                                                                # rangeExpression
           | vectorAggregation                                                               # vectorExpression
           | VECTOR OPEN_PAREN NUMBER CLOSE_PAREN                                            # vectorLiteral
           | literal                                                                         # literalExpression
           | selector pipeline?                                                              # logExpression
           ;

modifier : BOOL? (op=(ON | IGNORING) OPEN_PAREN names? CLOSE_PAREN)? ;

selector : OPEN_BRACE (matcher (COMMA matcher)*)? CLOSE_BRACE ;

matcher : IDENTIFIER op=(EQ | NEQ | RE | NRE) STRING ;

pipeline : stage+ ;

stage : lineFilter
      | PIPE (extractor | labelFilter | labelFormat | dropOrKeep | unwrap)
      ;

lineFilter : op=(PIPE_EXACT | PIPE_MATCH | NEQ | NRE) STRING (OR STRING)* ;

extractor : JSON                                   # jsonParser
       | JSON extraction (COMMA extraction)*    # jsonExtraction
       | LOGFMT PARSER_FLAG*                    # logfmtParser
       | REGEXP STRING                          # regexpParser
       ;

extraction : IDENTIFIER (EQ STRING)? ;

labelFormat : LABEL_FMT rename (COMMA rename)* ;
rename      : IDENTIFIER EQ IDENTIFIER ;

dropOrKeep : op=(DROP | KEEP) named (COMMA named)* ;
named      : matcher | IDENTIFIER ;

// A comma, or nothing at all, joins as "and" does; what binds how is for StagePlanner.
labelFilter   : singleFilter (joint? singleFilter)* ;
joint         : AND | OR | COMMA ;
singleFilter  : matcher                                                                     # stringFilter
              | IDENTIFIER op=(GT | GTE | LT | LTE | NEQ | EQ | CMP_EQ) literal             # numberFilter
              | IDENTIFIER op=(GT | GTE | LT | LTE | NEQ | EQ | CMP_EQ) DURATION            # durationFilter
              | IDENTIFIER op=(GT | GTE | LT | LTE | NEQ | EQ | CMP_EQ) BYTES               # bytesFilter
              | OPEN_PAREN labelFilter CLOSE_PAREN                                          # groupedFilter
              ;

// Metric queries

rangeAggregation : RANGE_OPERATION OPEN_PAREN (NUMBER COMMA)? logRange CLOSE_PAREN grouping? ;

// Looser than Loki's grammar, so that one token decides; what may not go together is seen by GrammarRules.
logRange  : selector pipeline? RANGE offset? pipeline?
          | OPEN_PAREN rangeBody CLOSE_PAREN (RANGE offset? pipeline?)?
          ;

rangeBody : selector pipeline? (RANGE offset? pipeline?)?
          | logRange
          ;

unwrap : UNWRAP (IDENTIFIER | conversion=(BYTES_CONV | DURATION_CONV) OPEN_PAREN IDENTIFIER CLOSE_PAREN) ;

offset : OFFSET DURATION ;

vectorAggregation : VECTOR_OPERATION grouping? OPEN_PAREN (NUMBER COMMA)? metric CLOSE_PAREN grouping? ;

metric : expression ;

grouping : op=(BY | WITHOUT) OPEN_PAREN names? CLOSE_PAREN ;

names : IDENTIFIER (COMMA IDENTIFIER)* ;

literal : sign=(ADD | SUB)? NUMBER ;
